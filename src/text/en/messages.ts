/** What the domain, the API and storage have to say. */
import { localTime } from '../moment.ts';

const list = (names: readonly string[]): string =>
  names.length > 12 ? `${names.slice(0, 12).join(', ')} … (${names.length} in all)` : names.join(', ');

export const messages = {
  /** A moment, in local time. */
  time: (moment: Date) => localTime(moment),
  timeOfDay: (moment: Date) => localTime(moment).slice(11),
  value: {
    moreThan: (count: string) => `more than ${count}`,
    notReturned: 'not returned by the server',
    notSet: 'not set',
    empty: 'empty',
    yes: 'yes',
    no: 'no',
    unlimited: '0 (unlimited)',
    mbit: (n: string) => `${n} Mbit/s`,
    bytes: (n: string) => `${n} bytes`,
    newElement: 'new',
    removed: 'taken out',
    unset: 'unset',
    elements: (n: number) => (n === 1 ? '1 entry' : `${n} entries`),
  },
  limits: {
    characters: (min: string, max: string) => `${min}–${max} characters`,
    upTo: (max: string) => `up to ${max} characters`,
    entries: (max: string) => `up to ${max} entries`,
    letters: (length: string, letters: string) => `${length}: ${letters}`,
    parts: (length: string, separated: string) => `${length}, ${separated}`,
    taskName: 'letters, digits, _ and -',
    range: (min: string, max: string) => `${min}–${max}`,
    oneOf: (values: readonly string[]) => values.join(' or '),
    yesNo: 'yes or no',
    size: 'a size such as 50GiB, +10G, =used+20% or plain bytes',
    format: {
      ip: 'an IPv4 or IPv6 address',
      ipv4: 'four numbers from 0 to 255 with dots, such as 10.0.0.1',
      ipv6: 'an IPv6 address such as 2001:db8::1',
      mac: 'a MAC address such as fa:16:3e:35:97:71',
    },
    presets: { unlimited: 'unlimited', most: 'the most', share: '' },
    preset: (value: string, meaning: string) => (meaning ? `${value} = ${meaning}` : value),
    presetKeys: (presets: string) => `↑ ↓ ${presets}`,
    rate: '0–1000 Mbit/s, 0 = unlimited',
    separated: (separator: string) => (separator === ' ' ? 'separated by spaces' : 'separated by semicolons'),
  },
  effect: {
    anytime: 'Takes effect in any state but ABORTING, DELETING, RESETING and SKIPPING.',
    stopped:
      'Takes effect while the task is neither running nor syncing; otherwise the service says yes and changes nothing.',
    clone:
      'Takes effect while the source server is syncing, stopping, stopped, cutovering, finished or in error.',
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
    tooMany: (count: string, max: string) => `${count} entries, and at most ${max} are allowed.`,
    entryTooLong: 'One of the entries has more than 255 characters.',
    format: {
      ip: (typed: string) => `${typed} is not an IP address.`,
      ipv4: (typed: string) => `${typed} is not an IPv4 address or mask.`,
      ipv6: (typed: string) => `${typed} is not an IPv6 address.`,
      mac: (typed: string) => `${typed} is not a MAC address.`,
    },
    pickOne: 'Nothing is picked yet: ← → choose, Esc leaves it as it is.',
    type: 'This is not a value that the field takes.',
    forPath: (path: string, problem: string, limits: string) => `${path}: ${problem} Allowed: ${limits}.`,
    notEditable: (path: string, fields: readonly string[]) =>
      `${path} holds several fields. Choose one: ${list(fields)}.`,
    listWhole: (path: string, fields: readonly string[]) =>
      `${path} is a list. Choose an element and a field in it, such as ${path}[…].${fields.at(-1)}. Fields: ${list(fields)}`,
    required: (path: string) => `${path} cannot be left empty: the API asks for it.`,
    setForm: (given: string) => `--set takes PATH=VALUE, and "${given}" has no "=".`,
    twice: (path: string) => `${path} is set twice. Give one value.`,
  },
  path: {
    syntax: (path: string, at: string) =>
      `"${path}" is not a path${at && at !== path ? `; it stops making sense at "${at}"` : ''}. Example: target_server.disks[88008].size`,
    noField: (path: string, key: string, names: readonly string[]) =>
      `${path}: there is no field "${key}" here. Fields: ${names.join(', ')}`,
    notAList: (path: string, key: string) => `${path}: ${key} is not a list, so it takes no [ ].`,
    noSingleValue: (path: string) => `${path} is not a single value: it is changed by what is in it.`,
    noElementAt: (path: string) => `${path} is no element of a list.`,
    noNewElement: (path: string) => `${path} is no new element with what is known of it.`,
    noFieldsInside: (path: string, key: string) => `${path}: ${key} is a value, there is nothing inside it.`,
    needsElement: (path: string, key: string) =>
      `${path}: say which element of ${key}, as in ${key}[id or name].`,
    noElement: (path: string, name: string, wanted: string, names: readonly string[]) =>
      names.length
        ? `${path}: ${name} has no element "${wanted}". It has: ${list(names)}`
        : `${path}: the server returned no ${name}, so there is no element "${wanted}". A new one is ${name}[+1].`,
    notAnObject: (path: string, key: string, entry: string) =>
      `${path}: the server gave this entry of ${key} as "${entry}", without fields. Add a new entry in its place: ${key}[+1]`,
    takenOut: (path: string, element: string) =>
      `${path}: ${element} is being taken out, so nothing in it can be changed.`,
    ambiguous: (path: string, wanted: string, names: readonly string[]) =>
      `${path}: "${wanted}" fits several elements. Choose by id: ${list(names)}`,
  },
  rules: {
    ipv4Wanted: (ip: string) =>
      `${ip} is IPv6, and Use IPv6 is off. Give an IPv4 address or turn Use IPv6 on.`,
    ipv6Wanted: (ip: string) => `${ip} is not IPv6, and Use IPv6 is on. Give an IPv6 address or turn it off.`,
    privateOnPublic: (ip: string) =>
      `${ip} is a private address, and the public network is used. The service answers SMS.6602; give the EIP.`,
    addressKinds: {
      mapped: 'an IPv4 address inside IPv6',
      link_local: 'a link-local address',
      loopback: 'an address of the machine itself',
      broadcast: 'a broadcast address',
      multicast: 'a multicast address',
      unspecified: 'no address of a host',
    },
    unusableAddress: (ip: string, kind: string) => `${ip} is ${kind}: no server can be reached at it.`,
    netmask: (mask: string) => `${mask} is no netmask: its ones have to be in front, as in 255.255.255.0.`,
    networkEdge: (ip: string, prefix: number) =>
      `${ip} is the first or last address of its /${prefix} network; no host has it.`,
    gateway: (gateway: string, ip: string, prefix: number) =>
      `${gateway} is outside the /${prefix} network of ${ip}.`,
    diskTooSmall: (disk: string, size: string, volumes: string, missing: string) =>
      `${disk} is ${missing} too small: it has ${size}, its volumes take ${volumes}.`,
    groupTooSmall: (group: string, size: string, volumes: string, missing: string) =>
      `${group} is ${missing} too small: it has ${size}, its logical volumes take ${volumes}.`,
    groupBeyondParts: (group: string, size: string, parts: string) =>
      `${group} is to have ${size}, and the partitions and disks it is made of hold ${parts}.`,
    mbrLimit: (disk: string, size: string) =>
      `${disk} is MBR, which reaches to 2 TiB: ${size} is too large. GPT reaches further.`,
    gptHeadroom: (disk: string, source: string) =>
      `${disk}: the source disk is GPT with ${source}; the target has to be at least 1 GiB larger.`,
    diskRange: (disk: string, kind: string, range: string, size: string) =>
      `${disk}: a Windows ${kind} disk has ${range}, not ${size}.`,
    linuxLimit: (disk: string, size: string) =>
      `${disk}: a Linux target disk has at most 16 TiB, not ${size}.`,
    smallerThanSource: (disk: string, size: string, source: string) =>
      `${disk} gets ${size}, and the source disk has ${source}. It only fits if volumes are made smaller too.`,
    shrinkBelowUsed: (volume: string, size: string, used: string, least: string) =>
      `${volume} gets ${size} and holds ${used}: give it at least ${least} (used + 1 GiB).`,
    onlyGrow: (volume: string) => `${volume}: on Windows and in block-level migration volumes only grow.`,
    windowsSystemVolume: (volume: string) =>
      `${volume} is a Windows system or boot volume: those keep their size.`,
    btrfsResized: (volume: string) => `${volume} is Btrfs: Btrfs volumes cannot be resized.`,
    taskState: (state: string, changes: number, some: boolean) =>
      some
        ? `The task is ${state}: the service says yes and changes only name and rate limit. ${changes} of your changes may not take.`
        : `The task is ${state}: expect nothing to take effect now.`,
    sourceState: (state: string) => `The source server is ${state}: the update may have no effect.`,
    cloneState: (state: string, states: string) =>
      `The source server is ${state}; the clone server changes only while it is ${states}.`,
    typeFitsOs: 'Windows can only be migrated by block: choose MIGRATE_BLOCK (SMS.6610).',
    unknownBefore: (path: string) =>
      `${path}: the server does not return this field; what it was is not known.`,
    bodySize: (size: string, most: string) =>
      `The request has ${size} bytes; some servers refuse more than ${most} (SMS.2004).`,
    diskCount: (disks: number) => `${disks} disks, and a target server has at most 23.`,
    added: (path: string, list: string) =>
      `New in ${list}: the whole list is sent and replaces the present one (${path}).`,
    removed: (path: string, list: string) =>
      `Taken out of ${list}: the whole list is sent without it, and it will be gone (${path}).`,
    listReplaced: (list: string, names: string) =>
      `What ${list} holds now is not known${names ? ` (${names})` : ''}: what you send replaces all of it.`,
  },
  findings: { error: 'error', warning: 'warning', note: 'note' },
  findingLine: (severity: string, message: string) => `${severity}: ${message}`,
  outcome: {
    took: 'took',
    did_not_take: 'did not take',
    not_returned: 'the server does not tell',
  },
  change: {
    path: (path: string) => path,
    arrow: (before: string, after: string) => `${before} → ${after}`,
    delta: (delta: string) => `(${delta})`,
    of: (field: string, change: string) => `${field}: ${change}`,
  },
  net: {
    badEndpoint: (endpoint: string) =>
      `${endpoint} is not an address such as https://sms.ap-southeast-3.myhuaweicloud.com.`,
    userInEndpoint: (host: string) =>
      `The address of ${host} holds a user or a password. Leave it out: credentials are given apart.`,
    unknownRegion: (region: string, known: readonly string[]) =>
      `No SMS site is known for region ${region}. Known: ${known.join(', ')}. Give its address with --endpoint.`,
    badProxy:
      'HTTPS_PROXY (or ALL_PROXY) is no address of a proxy. It is written http://USER:PASSWORD@HOST:PORT, and in user and password @ is %40, / is %2F, : is %3A, # is %23, ? is %3F, % is %25. SOCKS is not supported.',
    plainHttp: (endpoint: string) =>
      `${endpoint} is plain http. Tokens travel by https only, except on this machine itself.`,
    nothingSent: 'Nothing was changed.',
    taskId: (id: string) => `"${id}" is not a task ID: 1 to 36 letters, digits and hyphens.`,
  },
};
