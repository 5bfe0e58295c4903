/** Messages of the domain, the API and storage. */
import { formatLocalTime } from '../local-time.ts';

const list = (names: readonly string[]): string =>
  names.length > 12 ? `${names.slice(0, 12).join(', ')} … (${names.length} in all)` : names.join(', ');

/** Messages of the layers below the front ends. */
export const messages = {
  /** Formats a time, in local time. */
  time: (moment: Date) => formatLocalTime(moment),
  timeOfDay: (moment: Date) => formatLocalTime(moment).slice(11),
  /** Why a file isn't used, by the codes of src/files/file-problem.ts. */
  files: {
    NOT_OURS: 'it belongs to another user',
    FOLDER_NOT_OURS: 'the directory belongs to another user',
    IS_LINK: 'it is a link',
    NO_FILE: 'it is not a regular file',
    NO_FOLDER: 'it is not a directory',
    NO_PLACE: "HOME isn't set to an absolute path",
    NO_WRITER: 'nothing writes to this pipe',
    TOO_LARGE: 'it is too large',
  } satisfies Record<string, string>,
  value: {
    moreThan: (count: string) => `more than ${count}`,
    notReturned: 'not returned by SMS',
    notSet: 'not set',
    empty: 'empty',
    yes: 'yes',
    no: 'no',
    unlimited: '0 (unlimited)',
    mbit: (n: string) => `${n} Mbit/s`,
    percent: (n: string) => `${n}%`,
    bytes: (n: string) => `${n} bytes`,
    unnamed: 'no name yet',
    required: 'required',
    added: 'added',
    removed: 'removed',
    unset: 'unset',
    elements: (n: number) => (n === 1 ? '1 entry' : `${n} entries`),
  },
  storageBar: {
    before: 'before',
    after: 'after',
    part: (owner: string, size: string) => `${owner} ${size}`,
    usedPart: (owner: string, size: string, used: string) => `${owner} ${size}, ${used} used`,
    fullPart: (owner: string, size: string) => `${owner} ${size}, full`,
    unallocated: (size: string) => `${size} unallocated`,
    beyond: (size: string) => `${size} don't fit`,
    sentence: (name: string, size: string, parts: readonly string[]) =>
      `${name} has ${size}: ${parts.length ? parts.join('; ') : 'empty'}.`,
  },
  rateBar: {
    before: 'before',
    after: 'after',
    window: (from: string, to: string, rate: string) => `${from}–${to} ${rate}`,
    rest: (rate: string) => `no window, likely the task's limit: ${rate}`,
    sentence: (parts: readonly string[]) => `Rate by time of day: ${parts.join('; ')}.`,
  },
  limits: {
    characters: (min: string, max: string) => `${min}–${max} characters`,
    upTo: (max: string) => `up to ${max} characters`,
    entries: (max: string) => `up to ${max} entries`,
    letters: (length: string, letters: string) => `${length}: ${letters}`,
    parts: (length: string, separated: string) => `${length}, ${separated}`,
    taskName: 'letters (Chinese too), digits, _ and -',
    range: (min: string, max: string) => `${min}–${max}`,
    oneOf: (values: readonly string[]) => values.join(' or '),
    yesNo: 'yes or no',
    size: 'a size: 50GiB, +10G, =used+20%, or a number of bytes',
    format: {
      ip: 'an IPv4 or IPv6 address',
      ipv4: 'an IPv4 address or mask, such as 10.0.0.1',
      ipv6: 'an IPv6 address, such as 2001:db8::1',
      mac: 'a MAC address, such as fa:16:3e:35:97:71',
      time: 'a time of day, such as 08:00; 24:00 ends a day',
    },
    presets: { unlimited: 'unlimited', most: 'maximum', share: '' },
    preset: (value: string, meaning: string) => (meaning ? `${value} = ${meaning}` : value),
    presetKeys: (presets: string) => `↑ ↓ ${presets}`,
    rate: '0–1000 Mbit/s, 0 = unlimited',
    percent: (min: string, max: string) => `${min}–${max}%`,
    separated: (separator: string) => (separator === ' ' ? 'separated by spaces' : 'separated by semicolons'),
  },
  effect: {
    anytime:
      'Likely takes effect in every state except ABORTING, DELETING, RESETING, and SKIPPING (not documented).',
    stopped:
      "Likely takes effect only while the task isn't running or syncing (not documented). Otherwise SMS may return 200 and ignore the change.",
    clone:
      'Takes effect only while the source server is in state syncing, stopping, stopped, cutovering, finished, or error (documented).',
  },
  problem: {
    notOneOf: (typed: string, values: readonly string[]) => `${typed} is not one of ${values.join(', ')}.`,
    notYesNo: (typed: string) => `${typed} is neither yes nor no.`,
    notANumber: (typed: string) => `${typed} is not a whole number.`,
    notASize: (typed: string) => `${typed} is not a size. Examples: 50GiB, +10G, 53687091200.`,
    noCurrent: (typed: string) =>
      `${typed} is relative, but SMS didn't return the current size. Enter an absolute size.`,
    noUsed: (typed: string) => `${typed} depends on the used size, which is unknown. Enter an absolute size.`,
    negative: (typed: string) => `${typed} would make the size negative.`,
    missing: 'Enter a value.',
    tooLong: (length: string, max: string) => `Too long: ${length} characters; the maximum is ${max}.`,
    tooShort: (min: string) => `Too short: the minimum is ${min} character${min === '1' ? '' : 's'}.`,
    outOfRange: (typed: string, min: string, max: string) => `${typed} is outside ${min}–${max}.`,
    tooBig: (typed: string) => `${typed} is too large; the API's maximum is 9223372036854775807.`,
    pattern: (bad: string) => `"${bad}" isn't allowed. Use letters, digits, _ and -.`,
    tooMany: (count: string, max: string) => `Too many entries: ${count}; the maximum is ${max}.`,
    entryTooLong: 'An entry is longer than 255 characters.',
    format: {
      ip: (typed: string) => `${typed} is not an IP address.`,
      ipv4: (typed: string) => `${typed} is not an IPv4 address or mask.`,
      ipv6: (typed: string) => `${typed} is not an IPv6 address.`,
      mac: (typed: string) => `${typed} is not a MAC address.`,
      time: (typed: string) => `${typed} is not a time of day.`,
    },
    pickOne: 'Choose a value with ← →, or press Esc to cancel.',
    type: "The field doesn't accept this type of value.",
    forPath: (path: string, problem: string, limits: string) => `${path}: ${problem} Allowed: ${limits}.`,
    notEditable: (path: string, fields: readonly string[]) =>
      `${path} is an object. Set one of its fields: ${list(fields)}.`,
    listWhole: (path: string, fields: readonly string[]) =>
      `${path} is a list. Set a field of one element, such as ${path}[ID].${fields.at(-1)}. Fields: ${list(fields)}`,
    required: (path: string) => `${path} is required and can't be empty.`,
    setForm: (given: string) => `--set expects PATH=VALUE; "${given}" has no "=".`,
    openBracket: (given: string) => `--set expects PATH=VALUE; a "[" in "${given}" has no "]".`,
    setAndRemoved: (path: string, element: string) =>
      path === element
        ? `${path} is both set and unset. Give one of the two.`
        : `${path} is set, but ${element} is removed. Give one of the two.`,
    twice: (path: string) => `${path} is named by more than one --set or --unset. Name it once.`,
  },
  path: {
    syntax: (path: string, at: string) =>
      `"${path}" is not a valid path${at && at !== path ? ` (error at "${at}")` : ''}. Example: target_server.disks[88008].size`,
    noField: (path: string, key: string, names: readonly string[], meant?: string) =>
      `${path}: unknown field "${key}". ${meant ? `Did you mean ${meant}? ` : ''}Fields: ${names.join(', ')}`,
    notAList: (path: string, key: string) => `${path}: ${key} is not a list; remove the [ ].`,
    noSingleValue: (path: string) => `${path} has no single value; set its fields instead.`,
    noElementAt: (path: string) => `${path} is not a list element.`,
    noNewElement: (path: string) => `${path} is not a valid new element: it needs [+N] and known fields.`,
    noFieldsInside: (path: string, key: string) => `${path}: ${key} is a value and has no fields.`,
    needsElement: (path: string, key: string) =>
      `${path}: specify the element of ${key}, for example ${key}[ID or name].`,
    noElement: (path: string, name: string, wanted: string, names: readonly string[]) =>
      names.length
        ? `${path}: no element "${wanted}" in ${name}. Elements: ${list(names)}`
        : `${path}: SMS returned no ${name}, so "${wanted}" doesn't exist. To add an element, use ${name}[+1].`,
    notAnObject: (path: string, key: string, entry: string) =>
      `${path}: SMS returned this entry of ${key} as "${entry}", without fields. Add a new entry instead: ${key}[+1]`,
    takenOut: (path: string, element: string) =>
      `${path}: ${element} is being removed; you can't change its fields.`,
    ambiguous: (path: string, wanted: string, names: readonly string[]) =>
      `${path}: "${wanted}" matches more than one element. Use an ID: ${list(names)}`,
  },
  rules: {
    ipv4Wanted: (ip: string) =>
      `${ip} is an IPv6 address, but Use IPv6 is off. Enter an IPv4 address or turn on Use IPv6.`,
    ipv6Wanted: (ip: string) =>
      `${ip} is not an IPv6 address, but Use IPv6 is on. Enter an IPv6 address or turn off Use IPv6.`,
    privateOnPublic: (ip: string) =>
      `${ip} is a private address, but the task uses the public network. Enter the EIP; otherwise SMS returns SMS.6602.`,
    addressKinds: {
      mapped: 'an IPv4-mapped IPv6 address',
      link_local: 'a link-local address',
      loopback: 'a loopback address',
      broadcast: 'a broadcast address',
      multicast: 'a multicast address',
      unspecified: 'the unspecified address',
    },
    unusableAddress: (ip: string, kind: string) => `${ip} is ${kind}; no server is reachable there.`,
    netmask: (mask: string) =>
      `${mask} is not a valid netmask: its one bits must be contiguous, as in 255.255.255.0.`,
    networkEdge: (ip: string, prefix: number) =>
      `${ip} is the network or broadcast address of its /${prefix} network; a host can't use it.`,
    gateway: (gateway: string, ip: string, prefix: number) =>
      `${gateway} is outside the /${prefix} network of ${ip}.`,
    rateLimitOverIpv6: 'The rate limit has no effect over IPv6 (documented).',
    windowOrder: (from: string, to: string) =>
      `A window from ${from} to ${to} doesn't end after its start. For a night, use two windows, up to 24:00 and from 00:00.`,
    windowOverlap: (one: string, other: string) => `The windows ${one} and ${other} overlap.`,
    windowUnlimited: (window: string) =>
      `The window ${window} has no rate: the default is 0, which is unlimited.`,
    windowGaps: (hours: string, limit: string) =>
      `No window covers ${hours}. The task's rate limit likely applies then (not documented): ${limit}.`,
    limitBesideWindows: (count: number) =>
      `The task has ${count === 1 ? 'a rate window' : `${count} rate windows`} too. Which of the two an Agent obeys isn't documented; the console changes the rate by windows.`,
    windowsBesideLimit: (limit: string) =>
      `The task has a rate limit of its own too: ${limit}. Which of the two an Agent obeys isn't documented.`,
    windowsOffline: "The source server isn't connected. SMS may reject rate windows until it is.",
    toleranceOfWindows: 'A tolerance has an effect on Linux source servers only (documented).',
    ipv6NeedsServer: 'IPv6 needs an existing target server, but this task creates one.',
    addressUnderWay:
      'The migration is running: the Agent keeps the address of the start, so changing it may make the migration fail. Pause the task first.',
    diskTooSmall: (disk: string, size: string, volumes: string, missing: string) =>
      `${disk} (${size}) is ${missing} too small for its partitions (${volumes}).`,
    diskFilled: (disk: string, size: string) =>
      `${disk} (${size}) is completely partitioned. SMS may want the disk larger than its partitions (SMS.6614).`,
    gptReserve: (disk: string, free: string, reserve: string) =>
      `${disk} is GPT and leaves ${free} outside its partitions; it needs ${reserve} (SMS.6613).`,
    groupTooSmall: (group: string, size: string, volumes: string, missing: string) =>
      `${group} (${size}) is ${missing} too small for its logical volumes (${volumes}).`,
    groupBeyondParts: (group: string, size: string, parts: string) =>
      `${group} (${size}) is larger than its disks and partitions (${parts}).`,
    groupLoses: (group: string, part: string) => `${group} loses ${part}.`,
    groupLosesShare: (group: string, part: string, size: string, whole: string) =>
      `${group} loses ${part}, ${size} of its ${whole}.`,
    componentUnknown: (group: string, component: string) =>
      `${group} refers to ${component}, but the task has no disk or partition with that name.`,
    componentRenamed: (group: string, from: string, to: string) =>
      `${group} refers to ${from}, which is renamed to ${to}. Change the components of ${group} too.`,
    componentCleared: (group: string, from: string) =>
      `${group} refers to ${from}, which would have no name. Keep the name or change the components of ${group}.`,
    mbrLimit: (disk: string, size: string, most: string) =>
      `${disk}: MBR disks can be at most ${most}; ${size} is too large. GPT supports more.`,
    gptHeadroom: (disk: string, size: string, source: string) =>
      `${disk}: ${size} is too small. The source disk is GPT (${source}), so the target must be at least 1 GiB larger.`,
    diskRange: (disk: string, os: string, kind: string, least: string, most: string, size: string) =>
      `${disk}: a ${os} ${kind} disk must be ${least} to ${most}; ${size} is out of range.`,
    linuxLimit: (disk: string, size: string, most: string) =>
      `${disk}: a Linux target disk can be at most ${most}; ${size} is too large.`,
    smallerThanSource: (disk: string, size: string, source: string) =>
      `${disk}: ${size} is smaller than the source disk (${source}). Shrink its partitions too.`,
    shrinkBelowUsed: (volume: string, size: string, used: string, least: string) =>
      `${volume} (${size}) holds ${used} of data. Use at least ${least} (used + 1 GiB).`,
    onlyGrow: (volume: string) => `${volume}: Windows partitions can only grow (SMS.6540).`,
    onlyGrowByBlock: (volume: string) =>
      `${volume}: in a block-level migration, volumes can only grow (observed, not documented).`,
    windowsSystemVolume: (volume: string) =>
      `${volume} is a Windows system or boot partition and can't be resized.`,
    btrfsResized: (volume: string) => `${volume} is Btrfs and can't be resized.`,
    blockLogicalVolume: (volume: string) =>
      `${volume}: in a Linux block-level migration, logical volumes can't be resized.`,
    blockPhysicalVolume: (volume: string) =>
      `${volume} is an LVM physical volume and can't be resized in a Linux block-level migration.`,
    wholeMib: (volume: string, bytes: string, mib: string) =>
      `${volume}: ${bytes} bytes is not a whole number of MiB (SMS.6612). The next size is ${mib} MiB.`,
    roundedToMib: (size: string) => `Rounded up to whole MiB: ${size}.`,
    lvmMinimum: (volume: string, size: string, least: string) =>
      `${volume}: an LVM disk or partition must be at least ${least}; ${size} is too small.`,
    duplicate: (list: string, key: string, value: string) =>
      `${list} would have two elements whose ${key} is "${value}".`,
    sharedMountPoint: (point: string, other: string, volume: string) =>
      `${point} would be the mount point of both ${other} and ${volume}.`,
    noDiskLeft: 'You remove all target disks. A migration needs at least one.',
    newElementUnnamed: (list: string, field: string) =>
      `The new element of ${list} has no ${field}: it can't be recognized later.`,
    newDiskLacks: (disk: string, field: string) => `The new disk ${disk} has no ${field}.`,
    zeroSize: (element: string) => `${element} would have a size of 0 bytes.`,
    cleared: (path: string) =>
      `The update clears ${path}. How SMS handles that is not documented; the task may lose the value.`,
    systemDiskFirst: (disk: string, position: string) =>
      `${disk}, the system disk, would be disk ${position}. SMS needs it first (SMS.6532).`,
    uefiTarget:
      "SMS doesn't create UEFI target servers (SMS.6535, SMS.6561). Create the target server yourself and select it.",
    paravirtualization: "Paravirtualized servers aren't supported (SMS.6515).",
    rawDevices: (devices: string) => `Raw devices aren't supported: ${devices} (SMS.6518).`,
    bootLoader: (loader: string) => `${loader} isn't supported: the boot loader must be GRUB (SMS.6516).`,
    volumes: (count: number) => (count === 1 ? '1 volume' : `${count} volumes`),
    withFacts: (name: string, facts: string) => `${name} (${facts})`,
    taskState: (state: string, changes: number, some: boolean) =>
      some
        ? `Task is ${state}: SMS may ignore ${changes} of your changes. Likely only name and rate limit apply (not documented).`
        : `Task is ${state}: SMS likely ignores the whole update (not documented).`,
    sourceState: (state: string) =>
      `Source server is ${state}: the update may not take effect (not documented).`,
    cloneState: (state: string, states: string) =>
      `Source server is ${state}. Clone server settings take effect only in the states ${states}.`,
    typeFitsOs: 'Windows supports only block-level migration: choose MIGRATE_BLOCK (SMS.6610).',
    unknownBefore: (path: string) => `SMS doesn't return ${path}, so its current value is unknown.`,
    bodySize: (size: string, most: string) =>
      `The request is ${size} bytes. SMS may reject more than ${most} (SMS.2004, from an older list).`,
    diskCount: (disks: number) => `Too many disks: ${disks}; a target server can have at most 23.`,
    added: (name: string, list: string) =>
      `${name} is added: SMS gets the whole list ${list}, and likely replaces it.`,
    removed: (name: string, list: string) =>
      `${name} is removed: SMS gets the list ${list} without it, and likely deletes it.`,
    listReplaced: (list: string, names: string) =>
      `SMS doesn't return the contents of ${list}${names ? ` (${names})` : ''}. What you send likely replaces all of it.`,
  },
  findings: { error: 'error', warning: 'warning', note: 'note' },
  findingLine: (severity: string, message: string) => `${severity}: ${message}`,
  outcome: {
    applied: 'applied',
    not_applied: 'not applied',
    unverified: 'unverified',
  },
  change: {
    path: (path: string) => path,
    arrow: (before: string, after: string) => `${before} → ${after}`,
    delta: (delta: string) => `(${delta})`,
    of: (field: string, change: string) => `${field}: ${change}`,
  },
  net: {
    badEndpoint: (endpoint: string) =>
      `"${endpoint}" is not a valid endpoint URL. Example: https://sms.ap-southeast-3.myhuaweicloud.com`,
    userInEndpoint: (host: string) =>
      `the endpoint URL of ${host} contains a user name or password. Remove it, and set credentials separately.`,
    unknownRegion: (region: string, known: readonly string[], meant?: string) =>
      `unknown region "${region}". ${meant ? `Did you mean ${meant}? ` : ''}Known: ${known.join(', ')}. For another region, pass its URL with --endpoint.`,
    badCloud: (cloud: string) => `HW_CLOUD is "${cloud}". It must be a domain such as myhuaweicloud.com.`,
    cloudNeedsRegion: (cloud: string) =>
      `HW_CLOUD is ${cloud}, but no region is set. Set HW_REGION_NAME, or use --region or --endpoint.`,
    anotherCloud: (name: string, claimed: string, sms: string) =>
      `${name} names ${claimed}, but the endpoint is ${sms}, which may belong to another cloud. Nothing was sent. Give the endpoint of the same cloud with --endpoint, or change ${name}.`,
    regionsFile: (file: string, why: string) => `HUAWEICLOUD_SDK_REGIONS_FILE is ${file}: ${why}`,
    noIam: (host: string) => `The IAM address for ${host} is unknown. Nothing was sent to any IAM.`,
    noIamNext:
      'Set HW_AUTH_URL to it, such as https://iam.REGION.CLOUD/v3. With an access key, HW_DOMAIN_ID saves asking IAM.',
    badProxy:
      "HTTPS_PROXY (or ALL_PROXY) is not a valid proxy URL. Format: http://USER:PASSWORD@HOST:PORT. Percent-encode special characters in the user name and password. For example, write @ as %40, / as %2F, : as %3A, # as %23, and % as %25. SOCKS isn't supported.",
    plainHttp: (endpoint: string) =>
      `the endpoint ${endpoint} uses http. sms-wizard sends credentials over https only, except to this machine.`,
    nothingSent: 'Nothing was changed.',
    taskId: (id: string) => `"${id}" is not a valid task ID. Use 1 to 36 letters, digits, and hyphens.`,
  },
};
