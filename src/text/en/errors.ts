/** What failures of the service, of the network and of what lies between mean, and what to do about them. */

/** The service's error codes. Source: API facts §7; words for SMS.2002–2007 from its list of out-of-date codes. */
const codes = {
  'SMS.0007': {
    means: 'The migration agent on the source server reported an error.',
    next: 'Look at the agent on the source server: restart it if it hangs. If that does not help, give the request id to support.',
  },
  'SMS.0202': {
    means: 'The AK or the SK is wrong or frozen, or the clock or time zone of this machine is off.',
    next: 'Check that AK and SK belong together and to this account, and that this machine tells the right time: 15 minutes are allowed.',
  },
  'SMS.0204': {
    means: 'The account lacks a permission for this.',
    next: 'Ask the administrator of the account for it; the message of the service names the cause.',
  },
  'SMS.0205': {
    means: 'The signature does not fit the time: the clock or time zone of this machine is off.',
    next: 'Set the clock and the time zone of this machine right (15 minutes are allowed), then try again.',
  },
  'SMS.0212': {
    means: 'The migration agent was restarted, and its task does not fit any more.',
    next: 'Delete the target configuration in the console and configure the target again.',
  },
  'SMS.0515': {
    means: 'The disks in the request are not those that the agent sees on the source server.',
    next: 'Read the task again. If disks were added to or taken from the source server, restart its agent so that it reports them.',
  },
  'SMS.0806': {
    means: 'A disk of the target server is too small.',
    next: 'Make the target disk larger, or the volumes on it smaller.',
  },
  'SMS.2002': {
    means: 'The account has no permission for this.',
    next: 'Ask the administrator of the account for permission to read and update migration tasks.',
  },
  'SMS.2003': {
    means: 'The service does not take this kind of call at this address.',
    next: 'Check the endpoint: it has to be one of SMS.',
  },
  'SMS.2004': {
    means: 'The request is longer than the 10,240 bytes that this server takes.',
    next: 'Change fewer disks and volume groups at a time: each touched list is sent whole.',
  },
  'SMS.2005': {
    means: 'The request arrived without its content type.',
    next: 'Something on the way took a header off. Check the proxy between this machine and SMS.',
  },
  'SMS.2006': {
    means: 'The request arrived with another content type than application/json.',
    next: 'Something on the way changed a header. Check the proxy between this machine and SMS.',
  },
  'SMS.2007': {
    means: 'Something failed inside the service.',
    next: 'Wait a while before you go on. If it stays so, give the request id to support.',
  },
  'SMS.3805': {
    means: 'The source server cannot reach the target server at its address.',
    next: 'Open the ports to the target: Linux 22, for block-level also 8900; Windows 22, 8899 and 8900. Then check the migration IP.',
  },
  'SMS.6030': {
    means: 'The ID of the source server is not valid.',
    next: 'Read the task again and check that its source server is still there.',
  },
  'SMS.6031': {
    means: 'The request has no target server.',
    next: 'Configure the target server of the task in the console first.',
  },
  'SMS.6032': {
    means: 'The target server in the request has no vm_id.',
    next: 'Set target_server.vm_id to the ID of the cloud server.',
  },
  'SMS.6033': {
    means: 'The target server in the request has no disks.',
    next: 'Configure the disks of the target server first.',
  },
  'SMS.6102': {
    means: 'The template of the target server is incomplete.',
    next: 'Complete the template in the console, or set vm_template_id to another one.',
  },
  'SMS.6103': {
    means: 'A disk ID is wrong: an ID of EVS and one of SMS were mixed up.',
    next: 'disk_id is the ID of the volume in EVS; id is the number that SMS gave the disk.',
  },
  'SMS.6301': {
    means: 'The database of the service could not be read or written.',
    next: 'Wait a while before you go on. If it stays so, give the request id to support.',
  },
  'SMS.6519': {
    means: 'A disk in the request does not exist.',
    next: 'Check disk_id, and that the volume is still attached to the target server.',
  },
  'SMS.6531': {
    means: 'No partition to boot from is among the volumes.',
    next: 'Keep the boot partition in the list of its disk; its device_use is BOOT or OS.',
  },
  'SMS.6539': {
    means: 'A disk of the target server is smaller than what has to fit on it.',
    next: 'Make the target disk at least as large as the sum of its volumes.',
  },
  'SMS.6562': {
    means: 'The template has no public IP or no network.',
    next: 'Add an EIP and a network to the template in the console, or migrate over a private network.',
  },
  'SMS.6601': {
    means: 'The type of the operating system does not fit.',
    next: 'Check that source and target server have the same kind of operating system.',
  },
  'SMS.6602': {
    means: 'The migration IP is no floating IP (EIP) of the target server.',
    next: 'Give the EIP as migration IP, or turn the public network off to use a private address.',
  },
  'SMS.6603': {
    means: 'The source server is not connected.',
    next: 'Start the agent on the source server and wait until the console shows it as connected.',
  },
  'SMS.6610': {
    means: 'The migration type does not fit the operating system.',
    next: 'Windows is migrated by block only: set type to MIGRATE_BLOCK.',
  },
  'SMS.6617': {
    means: 'The kernel of the source server does not fit block-level migration.',
    next: 'Set type to MIGRATE_FILE, or choose a kernel that block-level migration supports.',
  },
  'SMS.7602': {
    means: 'The source server of the task does not exist any more.',
    next: 'Check the source servers in the console; a restarted agent registers its server again.',
  },
  'SMS.7605': {
    means: 'The target server belongs to another migration task.',
    next: 'Choose another target server, or end the other task first.',
  },
  'SMS.7703': {
    means: 'The source server is being deleted.',
    next: 'Nothing can be changed any more. Register the source server again to migrate it.',
  },
  'SMS.7711': {
    means: 'The name of the task is not allowed.',
    next: 'Use 1 to 64 letters, digits, _ and -.',
  },
  'SMS.7712': {
    means: 'The migration type is not allowed.',
    next: 'Set type to MIGRATE_FILE or MIGRATE_BLOCK.',
  },
  'SMS.7719': {
    means: 'The source server is still running a migration.',
    next: 'Pause the task in the console, wait until it has stopped, then try again.',
  },
  'SMS.9001': {
    means: 'The service takes some value in the request for invalid.',
    next: 'Compare the values with their limits: sms-wizard fields PATH.',
  },
  'SMS.9004': {
    means: 'The account has no permission for this.',
    next: 'Ask the administrator of the account to grant it in IAM.',
  },
  'APIGW.0101': {
    means: 'The gateway in front of the service knows no such call.',
    next: 'Check the endpoint: it has to be one of SMS, such as https://sms.ap-southeast-3.myhuaweicloud.com.',
  },
  'APIGW.0301': {
    means: 'The gateway in front of the service did not accept who you are.',
    next: 'A token lives 24 h and belongs to one site: get a new one. With AK and SK, check both, and the clock.',
  },
  'APIGW.0308': {
    means: 'Too many calls in a short time: the gateway holds them back.',
    next: 'Wait a few seconds, then try again.',
  },
  'APIGW.*': {
    means: 'The gateway in front of the service answered, not the service itself.',
    next: 'Check the endpoint and the account. If both are right, give the request id to support.',
  },
};

/** Failures without an answer, or in the middle of one. `short` is what a line about trying again says. */
const transport = {
  dnsUnknown: {
    what: (host: string) => `There is no host ${host}: the name cannot be resolved.`,
    next: 'Check the spelling of the endpoint or region, and the DNS of this machine.',
  },
  dnsLater: {
    what: (host: string) => `The name ${host} cannot be resolved now: the DNS server does not answer.`,
    next: 'Check the network and the DNS of this machine, then try again.',
    short: 'the DNS server does not answer',
  },
  refused: {
    what: (host: string) => `${host} refused the connection: nothing listens there.`,
    next: 'Check the port and the endpoint. A firewall may refuse connections too.',
  },
  noRoute: {
    what: (host: string) => `There is no way to ${host} from this network.`,
    next: 'Check the network and the VPN of this machine. SMS is reached over the internet or a proxy (HTTPS_PROXY).',
  },
  reset: {
    what: (host: string) => `${host} closed the connection without an answer.`,
    next: 'If it happens again, look for a firewall or proxy on the way that cuts connections.',
    short: 'the connection was closed',
  },
  cut: {
    what: (host: string) => `The answer of ${host} broke off: the connection was cut in the middle of it.`,
    next: 'If it happens again, look for a firewall or proxy on the way that cuts connections.',
    short: 'the answer broke off',
  },
  noConnection: {
    what: (host: string, seconds: string) => `No connection to ${host} came about within ${seconds} s.`,
    next: 'Check the endpoint and the network; a firewall may drop the packets. HTTPS_PROXY names a proxy.',
    short: 'no connection',
  },
  noAnswer: {
    what: (host: string, seconds: string) =>
      `${host} did not answer within ${seconds} s: the request was sent, and nothing came back.`,
    next: 'Allow more time with --timeout, or wait until the service has less to do.',
    short: 'no answer',
  },
  noEnd: {
    what: (host: string, seconds: string) =>
      `${host} did not answer within ${seconds} s: the answer began and did not end.`,
    next: 'Allow more time with --timeout, or wait until the service has less to do.',
  },
  tlsUnknownCa: {
    what: (host: string) =>
      `The certificate of ${host} is signed by someone whom this machine does not know.`,
    next: 'Where a proxy inspects https, or the endpoint has a CA of its own, name the file of its CA certificate in NODE_EXTRA_CA_CERTS. Nothing was sent: without that the other end could be anyone.',
  },
  tlsExpired: {
    what: (host: string) => `The certificate of ${host} has expired.`,
    next: 'Check the clock of this machine. If it is right, whoever runs that address has to renew the certificate.',
  },
  tlsNotYet: {
    what: (host: string) => `The certificate of ${host} is not valid yet.`,
    next: 'Check the clock of this machine: it seems to be behind.',
  },
  tlsHost: {
    what: (host: string) => `The certificate that ${host} shows belongs to another host.`,
    next: 'Check the endpoint. A proxy or a portal on the way may answer in its place.',
  },
  tlsNone: {
    what: (host: string) => `${host} does not speak TLS on that port.`,
    next: 'Check the port of the endpoint, and that no proxy answers in plain text.',
  },
  tlsOther: {
    what: (host: string) => `No secure connection to ${host} came about: the TLS handshake failed.`,
    next: 'Check the endpoint and the proxy. They have to speak TLS 1.2 or later.',
  },
  notHttp: {
    what: (host: string) => `${host} answered with something that is not HTTP.`,
    next: 'Check the port of the endpoint.',
  },
  garbled: {
    what: (host: string) => `The answer of ${host} cannot be unpacked.`,
    next: 'Something on the way damaged it, such as a proxy: go without it, or by another.',
  },
  proxyAuth: {
    what: (host: string) => `The proxy on the way to ${host} wants a user name and a password (407).`,
    next: 'Put them into HTTPS_PROXY, as in http://USER:PASSWORD@PROXY:PORT. They are never shown.',
  },
  proxyRefused: {
    what: (host: string, _seconds: string, status: string) =>
      `The proxy on the way to ${host} did not let the call pass (${status}).`,
    next: 'Ask whoever runs the proxy to let it pass, or choose another in HTTPS_PROXY.',
  },
  proxyPlain: {
    what: (host: string) => `The proxy ${host} does not speak TLS.`,
    next: 'Write it as http://… in HTTPS_PROXY. What goes through it is encrypted all the same; https:// is for proxies that speak TLS themselves.',
  },
  other: {
    what: (host: string, _seconds: string, why: string) =>
      `${host} cannot be reached${why ? `: ${why}` : ''}.`,
    next: 'Check the endpoint, the network and the proxy, then try again.',
  },
};

/** Answers that are no JSON, or not the right one. */
const answer = {
  empty: (host: string, status: number) => `${host} answered ${status} with nothing in it.`,
  page: (host: string, status: number, start: string) =>
    `${host} answered ${status} with a web page in place of JSON${start ? `: ${start}` : ''}.`,
  broken: (host: string, status: number, characters: number) =>
    `${host} answered ${status} with JSON that breaks off or is damaged after ${characters} characters.`,
  notJson: (host: string, status: number, type: string, start: string) =>
    `${host} answered ${status} with something that is not JSON${type ? ` (${type})` : ''}${start ? `: ${start}` : ''}.`,
  redirect: (host: string, status: number, to: string) =>
    `${host} answered ${status} and points to another address${to ? `, ${to}` : ''}. It was not followed, as nobody else is to get the token.`,
  status: (host: string, status: number) => `${host} answered ${status} without saying why.`,
  notATask: (host: string, what: string) =>
    `${host} answered with JSON that is not a migration task: ${what}.`,
  notAList: (host: string, what: string) =>
    `${host} answered with JSON that is not a list of tasks: ${what}.`,
  problem: {
    document: 'the document',
    at: (place: string, problem: string) => `${place} ${problem}`,
    kinds: {
      value: 'is not a value',
      string: 'is missing or no text',
      list: 'is not a list',
      object: 'is not an object',
    },
  },
  notASource: (host: string) => `${host} answered with JSON that is not a source server.`,
  notUpdated: (host: string) => `${host} answered the update with JSON that does not name the task.`,
  next: {
    page: 'A proxy or a portal on the way may have answered in place of SMS. Check the endpoint and the proxy.',
    broken: 'Something on the way cut or changed the answer, such as a proxy: go without it, or by another.',
    redirect: 'Give the address of SMS itself as endpoint. A portal may want you to sign in first.',
    endpoint: 'Check the endpoint: it has to be one of SMS.',
  },
};

/** By HTTP status, where the code is unknown or missing. */
const status = {
  400: 'The service refused the values. Compare them with the limits and try again.',
  401: 'The token or signature was refused. Tokens live 24 h: get a new one.',
  403: 'This account may not do that. Ask its administrator for the IAM actions sms:server:getTask and sms:server:updateTask.',
  404: 'There is no such task for this account at this endpoint. Check the ID, the account and the endpoint.',
  405: 'The address does not take this kind of call. Check the endpoint.',
  408: 'The service gave up waiting for the request: the line is slow or was cut.',
  409: 'The task is busy with something else. Read it again and try again.',
  413: 'The request is too long for the server. Change fewer disks and volume groups at a time.',
  415: 'Something on the way changed the content type. Check the proxy.',
  429: 'The service is busy. Wait a few seconds and run the same command again.',
  502: 'A gateway got no proper answer from the service behind it. Wait a while before you go on.',
  503: 'The service is overloaded or being maintained. Wait a while before you go on.',
  504: 'A gateway waited in vain for the service behind it. Wait a while before you go on.',
  5: 'The fault is on the server side. Wait a while before you go on.',
} satisfies Record<number, string>;

/** The same for calls that are about no task, such as those of IAM. */
const otherCalls = {
  403: 'This account may not do that. Ask its administrator for the permission.',
  404: 'There is nothing of that name for this account. Check the names and IDs that were given, and the endpoint.',
};

const clockUnits = (seconds: number): string => {
  const [amount, unit] =
    seconds < 5400
      ? [Math.round(seconds / 60), 'minute']
      : seconds < 172_800
        ? [Math.round(seconds / 3600), 'hour']
        : [Math.round(seconds / 86_400), 'day'];
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
};

export const errors = {
  codes,
  transport,
  answer,
  status,
  otherCalls,
  throughProxy: (proxy: string) => `Calls go through the proxy ${proxy}, as HTTPS_PROXY says.`,
  said: (code: string, message: string) => [code, message].filter(Boolean).join(': '),
  concerns: (what: readonly string[]) => `It concerns: ${what.join('; ')}`,
  /** Parts of one explanation, each a sentence. */
  sentences: (sentences: readonly string[]) => sentences.join(' '),
  andMore: (n: number) => `and ${n} more`,
  actions: (actions: string) => `IAM actions to ask for: ${actions}`,
  clock: (seconds: number) =>
    `The clock of this machine is ${clockUnits(Math.abs(seconds))} ${seconds < 0 ? 'behind' : 'ahead of'} that of the server.`,
  comeBack: (seconds: number, time: string) =>
    `The service asks to wait ${seconds} s, which is longer than the time left: come back at ${time}, or allow more with --timeout.`,
  tried: (times: number, seconds: number) => `Tried ${times} times in ${seconds} s.`,
  requestId: (id: string) => `Request id: ${id}`,
  noRequestId: 'Request id: the answer had none.',
  noAnswerId: 'Request id: none, as no answer came.',
  retry: {
    answered: (status: number, host: string) => `${status} from ${host}`,
    line: (why: string, seconds: number) =>
      seconds < 1
        ? `No answer yet (${why}), trying again …`
        : `No answer yet (${why}), trying again in ${seconds} s …`,
  },
};
