/** Meanings of failures of the service, the network and proxies, and what to do about them. */

/** The codes of the gateway in front of SMS. Those of SMS are in src/text/service-codes.json. */
const gateway = {
  'APIGW.0101': {
    means: 'The API gateway has no such API.',
    next: 'Check the endpoint: it must be an SMS endpoint, such as https://sms.ap-southeast-3.myhuaweicloud.com.',
  },
  'APIGW.0301': {
    means: 'The API gateway rejected your credentials.',
    next: "Tokens are valid for 24 hours and for one site only: get a new one. For an AK/SK, check both and this machine's clock.",
  },
  'APIGW.0308': {
    means: 'Too many requests: the API gateway is throttling.',
    next: 'Wait a few seconds, then try again.',
  },
  'APIGW.*': {
    means: 'The API gateway responded, not SMS itself.',
    next: 'Check the endpoint and the account. If both are correct, contact support with the request ID.',
  },
};

/** Failures without a response, or in the middle of one. `short` is for the line about a retry. */
const transport = {
  dnsUnknown: {
    what: (host: string) => `Can't resolve host ${host}: no such name.`,
    next: 'Check the spelling of the endpoint or region, and the DNS of this machine.',
  },
  dnsLater: {
    what: (host: string) => `Can't resolve host ${host}: the DNS server doesn't respond.`,
    next: 'Check the network and the DNS of this machine, then try again.',
    short: 'no response from DNS',
  },
  refused: {
    what: (host: string) => `${host} refused the connection: nothing is listening on that port.`,
    next: 'Check the port and the endpoint. A firewall may refuse connections too.',
  },
  noRoute: {
    what: (host: string) => `No route to ${host} from this network.`,
    next: "Check this machine's network and VPN. SMS is reached over the Internet or a proxy (HTTPS_PROXY).",
  },
  reset: {
    what: (host: string) => `${host} closed the connection without responding.`,
    next: 'If it happens again, check for a firewall or proxy that drops connections.',
    short: 'the connection was closed',
  },
  cut: {
    what: (host: string) => `The response from ${host} was interrupted.`,
    next: 'If it happens again, check for a firewall or proxy that drops connections.',
    short: 'the response was interrupted',
  },
  noConnection: {
    what: (host: string, seconds: string) => `Connecting to ${host} timed out after ${seconds} s.`,
    next: 'Check the endpoint and the network; a firewall may drop the packets. To use a proxy, set HTTPS_PROXY.',
    short: 'connection timed out',
  },
  noAnswer: {
    what: (host: string, seconds: string) =>
      `${host} didn't respond within ${seconds} s. The request was sent.`,
    next: 'Increase --timeout, or try again later.',
    short: 'no response',
  },
  noEnd: {
    what: (host: string, seconds: string) => `The response from ${host} didn't finish within ${seconds} s.`,
    next: 'Increase --timeout, or try again later.',
  },
  tlsUnknownCa: {
    what: (host: string) => `The certificate of ${host} is signed by an unknown authority.`,
    next: 'If a proxy inspects https, or the endpoint uses a private CA, set NODE_EXTRA_CA_CERTS to its CA certificate file. Nothing was sent.',
  },
  tlsExpired: {
    what: (host: string) => `The certificate of ${host} has expired.`,
    next: "Check this machine's clock. If it is correct, the operator of the endpoint must renew the certificate.",
  },
  tlsNotYet: {
    what: (host: string) => `The certificate of ${host} isn't valid yet.`,
    next: "Check this machine's clock: it seems to be slow.",
  },
  tlsHost: {
    what: (host: string) => `The certificate from ${host} is for another host.`,
    next: 'Check the endpoint. A proxy or captive portal may be responding in its place.',
  },
  tlsNone: {
    what: (host: string) => `${host} doesn't use TLS on that port.`,
    next: "Check the endpoint's port, and that no proxy responds in plain text.",
  },
  tlsOther: {
    what: (host: string) => `TLS handshake with ${host} failed.`,
    next: 'Check the endpoint and the proxy: both must support TLS 1.2 or later.',
  },
  notHttp: {
    what: (host: string) => `${host} sent a response that is not HTTP.`,
    next: "Check the endpoint's port.",
  },
  longHeaders: {
    what: (host: string) =>
      `The headers of the response from ${host} are longer than 16 KB, the limit of sms-wizard.`,
    next: 'A proxy or captive portal may have responded in place of SMS. Check the endpoint and the proxy.',
  },
  longBody: {
    what: (host: string) => `The response from ${host} is longer than 32 MB, the limit of sms-wizard.`,
    next: 'Check the endpoint and the proxy: no task is that long.',
  },
  garbled: {
    what: (host: string) => `Can't decompress the response from ${host}.`,
    next: 'A proxy or another device damaged it: bypass it, or use another proxy.',
  },
  proxyAuth: {
    what: (host: string) => `The proxy to ${host} requires a user name and password (407).`,
    next: 'Add them to HTTPS_PROXY: http://USER:PASSWORD@PROXY:PORT. They are never shown.',
  },
  proxyRefused: {
    what: (host: string, _seconds: string, status: string) =>
      `The proxy to ${host} blocked the request (${status}).`,
    next: "Ask the proxy's administrator to allow it, or set another proxy in HTTPS_PROXY.",
  },
  proxyPlain: {
    what: (host: string) => `The proxy ${host} doesn't use TLS.`,
    next: 'Use http:// in HTTPS_PROXY; traffic through it stays encrypted. https:// is only for proxies that use TLS themselves.',
  },
  other: {
    what: (host: string, _seconds: string, why: string) => `Can't reach ${host}${why ? `: ${why}` : ''}.`,
    next: 'Check the endpoint, the network, and the proxy, then try again.',
  },
};

/** Responses that aren't JSON, or not the right document. */
const answer = {
  empty: (host: string, status: number) => `${host} returned ${status} with an empty body.`,
  page: (host: string, status: number, start: string) =>
    `${host} returned ${status} with a web page instead of JSON${start ? `: ${start}` : ''}.`,
  broken: (host: string, status: number, characters: number) =>
    `${host} returned ${status} with JSON that is incomplete or damaged after ${characters} characters.`,
  notJson: (host: string, status: number, type: string, start: string) =>
    `${host} returned ${status} with a body that is not JSON${type ? ` (${type})` : ''}${start ? `: ${start}` : ''}.`,
  redirect: (host: string, status: number, to: string) =>
    `${host} returned ${status}, a redirect to ${to}. sms-wizard didn't follow it, to protect the token.`,
  nowhere: (host: string, status: number) =>
    `${host} returned ${status}, a redirect without a target. sms-wizard didn't follow it.`,
  notModified: (host: string) => `${host} returned 304 (not modified), but sms-wizard never asks for that.`,
  noContent: (host: string, status: number) =>
    `${host} returned ${status} without content, but SMS sends JSON.`,
  invalidStatus: (host: string, status: number) =>
    `${host} returned ${status}, which is not a final HTTP status.`,
  limits: {
    depth: (host: string, most: string) =>
      `The response from ${host} is nested more than ${most} levels deep. It wasn't read.`,
    digits: (host: string, most: string) =>
      `The response from ${host} has a number with more than ${most} digits. It wasn't read.`,
    elements: (host: string, most: string) =>
      `The response from ${host} has a list of more than ${most} elements. It wasn't read.`,
    keys: (host: string, most: string) =>
      `The response from ${host} has an object with more than ${most} keys. It wasn't read.`,
    values: (host: string, most: string) =>
      `The response from ${host} has more than ${most} values. It wasn't read.`,
  },
  status: (host: string, status: number) => `${host} returned ${status} without an explanation.`,
  otherTask: (host: string, answered: string, asked: string) =>
    `${host} returned another task: ${answered} instead of ${asked}.`,
  notATask: (host: string, what: string) => `${host} returned JSON that is not a migration task: ${what}.`,
  notAList: (host: string, what: string) => `${host} returned JSON that is not a task list: ${what}.`,
  problem: {
    document: 'the document',
    at: (place: string, problem: string) => `${place} ${problem}`,
    kinds: {
      value: 'is not a value',
      string: 'is missing or not text',
      list: 'is not a list',
      object: 'is not an object',
    },
  },
  notASource: (host: string) => `${host} returned JSON that is not a source server.`,
  notUpdated: (host: string) => `${host} responded to the update with JSON that doesn't name the task.`,
  notAnAction: (host: string) => `${host} responded without saying whether it accepted the action.`,
  notWindows: (host: string) => `${host} returned JSON that is not a list of rate windows.`,
  notWindowsSet: (host: string) => `${host} responded without saying whether it set the rate windows.`,
  next: {
    page: 'A proxy or captive portal may have responded in place of SMS. Check the endpoint and the proxy.',
    broken: 'A proxy or another device cut or changed the response: bypass it, or use another proxy.',
    redirect: 'Use the address of SMS itself as the endpoint. A portal may require you to sign in first.',
    endpoint: 'Check the endpoint: it must be an SMS endpoint.',
  },
};

/** Texts by HTTP status, for unknown or missing codes. */
const status = {
  400: 'The service rejected the values. Compare them with the limits and try again.',
  401: 'The token or signature was rejected. Tokens are valid for 24 hours: get a new one.',
  403: "The account isn't permitted to do this. Ask its administrator for the IAM actions sms:server:getTask and sms:server:updateTask.",
  404: 'This account has no such task at this endpoint. Check the task ID, the account, and the endpoint.',
  405: "This address doesn't support the request. Check the endpoint.",
  408: 'The service timed out waiting for the request: the connection is slow or was cut.',
  409: 'The task is busy. Read it again, then retry.',
  413: 'The request is too large. Change fewer disks and volume groups at a time.',
  415: 'Something between this machine and SMS changed the Content-Type header. Check the proxy.',
  429: 'The service is busy. Wait a few seconds, then run the command again.',
  431: 'The request headers are too large, likely because of a long token. Use an access key, or a token for one project only.',
  502: 'A gateway got no valid response from the service. Wait a few minutes, then try again; after an update, check the task first.',
  503: 'The service is overloaded or under maintenance. Wait a few minutes, then try again; after an update, check the task first.',
  504: 'A gateway timed out waiting for the service. Wait a few minutes, then try again; after an update, check the task first.',
  5: 'Server-side error. Wait a few minutes, then try again; after an update, check the task first.',
} satisfies Record<number, string>;

/** Texts by HTTP status for calls that aren't about a task, such as those of IAM. */
const otherCalls = {
  403: "The account isn't permitted to do this. Ask its administrator for the permission.",
  404: 'No such name in this account. Check the names and IDs you gave, and the endpoint.',
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

/** Texts of failures. */
export const errors = {
  gateway,
  transport,
  answer,
  status,
  otherCalls,
  throughProxy: (proxy: string) => `Requests go through the proxy ${proxy} (HTTPS_PROXY).`,
  codeAndMessage: (code: string, message: string) => [code, message].filter(Boolean).join(': '),
  /** The documented meaning of a code. SMS's own text comes before it and takes precedence. */
  documented: (means: string) => `Error code table: ${means}`,
  otherMeaning: (code: string) =>
    `The error code table has another meaning for ${code}. The message above takes precedence.`,
  unknownCode: (code: string) => `The error code table has no ${code}. Ask support about it.`,
  /** The place in the wizard where it can be fixed. */
  mendedAt: (step: string, path: string) => `In the wizard: ${step}${path ? `, ${path}` : ''}.`,
  concerns: (what: readonly string[]) => `Affected: ${what.join('; ')}`,
  /** Parts of one explanation, each a sentence. */
  sentences: (sentences: readonly string[]) => sentences.join(' '),
  andMore: (n: number) => `and ${n} more`,
  actions: (actions: string) =>
    `Required IAM actions: ${actions} (aliases: sms:server:queryServer to read, sms:server:migrationServer to change)`,
  clock: (seconds: number) =>
    `This machine's clock is ${clockUnits(Math.abs(seconds))} ${seconds < 0 ? 'behind' : 'ahead of'} the service's clock.`,
  comeBack: (seconds: number, time: string) =>
    `The service asks to wait ${seconds} s, longer than the time left. Try again at ${time}, or increase --timeout.`,
  tried: (times: number, seconds: number) => `Tried ${times} times in ${seconds} s.`,
  requestId: (id: string) => `Request ID: ${id}`,
  noRequestId: 'Request ID: none in the response',
  noAnswerId: 'Request ID: none (no response)',
  retry: {
    answered: (status: number, host: string) => `${status} from ${host}`,
    line: (why: string, seconds: number) =>
      seconds < 1
        ? `No response yet (${why}), retrying…`
        : `No response yet (${why}), retrying in ${seconds} s…`,
  },
};
