/** What the domain, the API and storage have to say. */
const list = (names: readonly string[]): string =>
  names.length > 12 ? `${names.slice(0, 12).join(', ')} … (${names.length} in all)` : names.join(', ');

export const messages = {
  value: {
    notReturned: 'not returned by the server',
    notSet: 'not set',
    empty: 'empty',
    yes: 'yes',
    no: 'no',
    unlimited: '0 (unlimited)',
    mbit: (n: string) => `${n} Mbit/s`,
    bytes: (n: string) => `${n} bytes`,
    elements: (n: number) => (n === 1 ? '1 entry' : `${n} entries`),
  },
  limits: {
    characters: (min: string, max: string) => `${min}–${max} characters`,
    upTo: (max: string) => `up to ${max} characters`,
    taskName: 'letters, digits, _ and -',
    range: (min: string, max: string) => `${min}–${max}`,
    oneOf: (values: readonly string[]) => values.join(' or '),
    yesNo: 'yes or no',
    size: 'a size such as 50GiB, +10G, =used+20% or plain bytes',
    address: 'an IPv4 or IPv6 address',
    rate: '0–1000 Mbit/s, 0 = unlimited',
    separated: (separator: string) => (separator === ' ' ? 'separated by spaces' : 'separated by semicolons'),
  },
  problem: {
    notOneOf: (typed: string, values: readonly string[]) => `${typed} is not one of ${values.join(', ')}.`,
    notYesNo: (typed: string) => `${typed} is neither yes nor no.`,
    notANumber: (typed: string) => `${typed} is not a whole number.`,
    notASize: (typed: string) => `${typed} is not a size. Type for example 50GiB, +10G or 53687091200.`,
    noCurrent: (typed: string) => `${typed} needs the present size, which the server did not return.`,
    noUsed: (typed: string) => `${typed} needs the used size, which is not known here.`,
    negative: (typed: string) => `${typed} makes a size below zero.`,
    missing: 'A value is missing.',
    tooLong: (length: string, max: string) => `${length} characters, and at most ${max} are allowed.`,
    tooShort: (min: string) => `At least ${min} character is needed.`,
    outOfRange: (typed: string, min: string, max: string) => `${typed} is outside ${min}–${max}.`,
    tooBig: (typed: string) => `${typed} is more than the API takes (9223372036854775807).`,
    pattern: (bad: string) => `"${bad}" is not allowed here; use letters, digits, _ and -.`,
    type: 'This is not a value that the field takes.',
    forPath: (path: string, problem: string, limits: string) => `${path}: ${problem} Allowed: ${limits}.`,
    notEditable: (path: string, fields: readonly string[]) =>
      `${path} holds several fields. Choose one: ${list(fields)}.`,
    listWhole: (path: string) => `${path} is a list. Choose an element and a field in it: ${path}[…].size`,
    setForm: (given: string) => `--set takes PATH=VALUE, and "${given}" has no "=".`,
    twice: (path: string) => `${path} is set twice. Give one value.`,
  },
  path: {
    syntax: (path: string, at: string) =>
      `"${path}" is not a path${at && at !== path ? `; it stops making sense at "${at}"` : ''}. Example: target_server.disks[88008].size`,
    noField: (path: string, key: string, names: readonly string[]) =>
      `${path}: there is no field "${key}" here. Fields: ${names.join(', ')}`,
    notAList: (path: string, key: string) => `${path}: ${key} is not a list, so it takes no [ ].`,
    noFieldsInside: (path: string, key: string) => `${path}: ${key} is a value, there is nothing inside it.`,
    needsElement: (path: string, key: string) =>
      `${path}: say which element of ${key}, as in ${key}[id or name].`,
    noElement: (path: string, name: string, wanted: string, names: readonly string[]) =>
      names.length
        ? `${path}: ${name} has no element "${wanted}". It has: ${list(names)}`
        : `${path}: the server returned no ${name}, so there is no element "${wanted}".`,
    ambiguous: (path: string, wanted: string, names: readonly string[]) =>
      `${path}: "${wanted}" fits several elements. Choose by id: ${list(names)}`,
  },
  rules: {
    ipv4Wanted: (ip: string) =>
      `${ip} is not an IPv4 address, and Use IPv6 is off. Give an address such as 119.8.1.20, or turn Use IPv6 on.`,
    ipv6Wanted: (ip: string) =>
      `${ip} is not an IPv6 address, and Use IPv6 is on. Give an address such as 2001:db8::20, or turn Use IPv6 off.`,
    notAnAddress: (ip: string) => `${ip} is not an IP address.`,
    diskTooSmall: (disk: string, size: string, volumes: string, missing: string) =>
      `${disk} has ${size}, and its volumes take ${volumes}. Make the disk ${missing} larger or the volumes smaller.`,
    groupTooSmall: (group: string, size: string, volumes: string, missing: string) =>
      `Volume group ${group} has ${size}, and its logical volumes take ${volumes}. Make the group ${missing} larger or the volumes smaller.`,
    wrongDisk: (disk: string) => `The API has no field for this in ${disk}.`,
  },
  findings: { error: 'error', warning: 'warning', note: 'note' },
  outcome: {
    took: 'took',
    did_not_take: 'did not take',
    not_returned: 'the server does not tell',
  },
  change: {
    path: (path: string) => path,
    arrow: (before: string, after: string) => `${before} → ${after}`,
    delta: (delta: string) => `(${delta})`,
  },
  net: {
    noToken: 'No token. Set HW_AUTH_TOKEN, or pipe a token to --token-stdin.',
    noTokenHint: 'A token comes from IAM: POST /v3/auth/tokens answers it in the header X-Subject-Token.',
    emptyToken: '--token-stdin was given, and nothing came on standard input.',
    badEndpoint: (endpoint: string) =>
      `${endpoint} is not an address such as https://sms.ap-southeast-3.myhuaweicloud.com.`,
    unknownRegion: (region: string, known: readonly string[]) =>
      `No SMS site is known for region ${region}. Known: ${known.join(', ')}. Give its address with --endpoint.`,
    plainHttp: (endpoint: string) =>
      `${endpoint} is plain http. Tokens travel by https only, except on this machine itself.`,
    timeout: (host: string, seconds: string) => `${host} did not answer within ${seconds} s.`,
    unreachable: (host: string, why: string) => `${host} cannot be reached: ${why}.`,
    unreachableHint: 'Check the endpoint, the network and the proxy, then run the same command again.',
    notJson: (host: string, status: number, start: string) =>
      `${host} answered ${status} with something that is not JSON${start ? `: ${start}` : ''}.`,
    notJsonHint: 'A proxy or a portal on the way may have answered instead of SMS.',
    notATask: (host: string, what: string) =>
      `${host} answered with JSON that is not a migration task: ${what}.`,
    status: (host: string, status: number) => `${host} answered ${status}.`,
    code: (code: string, message: string) => (message ? `${code}: ${message}` : code),
    requestId: (id: string) => `Request id: ${id}`,
    notFound: (id: string) => `There is no task ${id} for this account at this endpoint.`,
    auth: 'The token was refused. It may have expired (tokens live 24 h): get a new one.',
    permission: 'This account may not do that. Ask for the SMS permissions getTask and updateTask.',
    throttled: 'The service is busy. Wait a few seconds and run the same command again.',
    server: 'The fault is on the server side. Run the same command again in a while.',
    invalid: 'The service refused the values. Compare them with the limits and try again.',
    nothingSent: 'Nothing was changed.',
    taskId: (id: string) => `"${id}" is not a task ID: 1 to 36 letters, digits and hyphens.`,
  },
};
