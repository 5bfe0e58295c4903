/** 任务列表的文字，用于界面和命令。 */
import type { Text } from '../catalogue.ts';

const count = (n: number): string => `${n.toLocaleString('en')} 个任务`;

export const tasks: Text['tasks'] = {
  columns: {
    id: '任务ID',
    name: '名称',
    state: '状态',
    os: '系统',
    source: '源端',
    servers: '源端 → 目的端',
    progress: '进度',
    speed: '速率',
    age: '已创建',
    error: '错误',
  },
  unknown: '–',
  servers: (source, target) => `${source} → ${target}`,
  progress: (at, of, percent) => `${at}/${of} ${percent === undefined ? '–' : `${percent}%`}`,
  speed: (rate) => `${rate} MB/s`,
  age: {
    seconds: (n) => `${n}秒`,
    minutes: (n) => `${n}分`,
    hours: (n) => `${n}小时`,
    days: (n) => `${n}天`,
    years: (n) => `${n}年`,
  },
  title: '任务',
  asked: (state, name) =>
    [state ? `状态 ${state}` : '', name ? `名称 ${name}` : ''].filter(Boolean).join(' · ') || '全部任务',
  at: (at, of) => `${at}/${of}`,
  loaded: (n, of) => `已加载 ${n}，共 ${of}`,
  fresh: (where) => `${where} · 保持最新`,
  loadedOnly: (n) => `已加载 ${n}`,
  all: (n) => `共 ${n}`,
  filtered: (filter) => `筛选：${filter}`,
  reading: (host) => `正在从 ${host} 读取任务…`,
  readingMore: '正在读取更多任务…',
  failed: '无法读取任务列表。未作任何修改。',
  failedMore: (why) => `无法读取更多任务，按 r 重试。${why}`,
  otherWay: '如果知道任务ID，请在此粘贴，或运行 sms-wizard TASK_ID。',
  noMatch: (filter) => `已加载的任务中没有与 "${filter}" 匹配的。`,
  again: '按 r 刷新列表。',
  filterHere: 'Enter 应用筛选，Esc 清除。',
  filterThere: '任务尚未全部加载。按 Enter 在SMS中按名称查找。',
  filterId: '按 Enter 打开该ID的任务。',
  state: '状态',
  anyState: '不限',
  stateHint: '按 Enter 列出该状态的任务。',
  noId: '无法打开该任务：SMS未返回可用的ID。',
  unsent: (n) => `有 ${n} 处修改未提交：^S 核对，^C 退出并保留。`,
  left: '未打开任务，未发送任何内容。',
  help: [
    '筛选范围是已加载任务的名称、状态、ID、源端和目的端服务器及其地址；多个词须全部匹配。向下移动时每次再加载200个。',
    '任务尚未全部加载时，在筛选中按 Enter 可在SMS中按名称查找；按 s 列出某一状态的任务。',
    '粘贴任务ID可直接打开该任务。',
  ],
  unknownState: (state, known, meant) =>
    `未知任务状态 "${state}"。${meant ? `是否指 ${meant}？` : ''}可选：${known}。`,
  unknownColumn: (column, known, meant) =>
    `未知列 "${column}"。${meant ? `是否指 ${meant}？` : ''}可选：${known}。`,
  resolved: (word, name, id) => `“${word}”是任务 ${name} ${id}。`,
  noSuchTask: (word) => `没有ID或名称为 "${word}" 的任务。运行 sms-wizard list 查看全部任务。`,
  severalTasks: (word, count, candidates) =>
    `"${word}" 匹配 ${count} 个任务：${candidates}。请输入ID的更多字符。`,
  none: '该账号在此终端节点没有任务。',
  noneLike: (wanted) => `没有${wanted}的任务。`,
  wanted: (state, name) =>
    [state && `状态为 ${state} `, name && `名称为 ${name} `].filter(Boolean).join('且'),
  read: (n, of) =>
    of === undefined
      ? `正在读取任务：${n.toLocaleString('en')}…`
      : `正在读取任务：${n.toLocaleString('en')}/${of.toLocaleString('en')}…`,
  unstable: (n) => `读取时列表有变化：共 ${count(n)}，可能有遗漏。`,
  short: (n, of) => `SMS报告共有 ${count(of)}，但只列出 ${n.toLocaleString('en')} 个。有些任务可能已被删除。`,
  beyond: (n, of) =>
    `SMS只列出 ${count(of)}中的 ${n.toLocaleString('en')} 个。请用 --state 或 --name 缩小范围。`,
};
