/** 任务列表的文字，用于界面和命令。 */
import type { Text } from '../text.ts';

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
    age: '已创建',
  },
  untold: '–',
  servers: (source, target) => `${source} → ${target}`,
  progress: (at, of, percent) => `${at}/${of} ${percent} %`,
  age: {
    seconds: (n) => `${n}秒`,
    minutes: (n) => `${n}分钟`,
    hours: (n) => `${n}小时`,
    days: (n) => `${n}天`,
    years: (n) => `${n}年`,
  },
  title: '任务',
  asked: (state, name) =>
    [state ? `状态 ${state}` : '', name ? `名称 ${name}` : ''].filter(Boolean).join(' · ') || '全部任务',
  at: (at, of) => `${at}/${of}`,
  loaded: (n, of) => `已加载 ${n}，共 ${of}`,
  loadedOnly: (n) => `已加载 ${n}`,
  all: (n) => `共 ${n}`,
  filtered: (filter) => `筛选：${filter}`,
  reading: (host) => `正在从 ${host} 读取任务 …`,
  readingMore: '正在读取更多任务 …',
  failed: '无法读取任务列表。没有做任何修改。',
  failedMore: (why) => `无法读取更多任务，按 r 重试。${why}`,
  otherWay: '知道任务ID即可不经列表打开任务：在此粘贴，或运行 sms-wizard TASK_ID。',
  noMatch: (filter) => `已加载的任务中没有与 "${filter}" 匹配的。`,
  again: '按 r 刷新列表。',
  filterHere: 'Enter 保留筛选，Esc 显示全部。',
  filterThere: '任务尚未全部加载：按 Enter 向服务查询该名称。',
  filterId: '按 Enter 打开该ID的任务。',
  state: '状态',
  anyState: '不限',
  stateHint: '按 Enter 向服务查询该状态的任务。',
  noId: '服务没有返回该任务可用的ID，无法打开。',
  unsent: (n) => `有 ${n} 处修改未提交：^S 确认，^C 离开并保留。`,
  left: '没有打开任务，没有发送任何内容。',
  help: [
    '筛选的范围是已加载任务的名称、状态、ID、服务器和地址；多个词须全部相符。向下移动时按每页200个继续加载。',
    '任务未全部加载时，在筛选中按 Enter 会向服务查询该名称；按 s 可查询某一状态的任务。',
    '粘贴任务ID可直接打开该任务。',
  ],
  none: '该账号在此终端节点没有任务。',
  noneLike: (wanted) => `没有${wanted}的任务。`,
  wanted: (state, name) =>
    [state && `状态为 ${state} `, name && `名称为 ${name} `].filter(Boolean).join('且'),
  read: (n, of) =>
    of === undefined ? `已读取 ${count(n)} …` : `已读取 ${n.toLocaleString('en')} 个，共 ${count(of)} …`,
  short: (n, of) =>
    `服务称共有 ${count(of)}，列出了 ${n.toLocaleString('en')} 个：有些任务可能在此期间消失。`,
  beyond: (n, of) =>
    `服务只列出 ${count(of)}中的 ${n.toLocaleString('en')} 个。请用 --state 或 --name 缩小范围。`,
};
