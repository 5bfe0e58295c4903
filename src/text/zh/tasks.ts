/** 任务列表的文字，用于界面和命令。 */
import type { Text } from '../text.ts';

const count = (n: number): string => `${n.toLocaleString('en')} 个任务`;

export const tasks: Text['tasks'] = {
  columns: {
    id: '任务ID',
    name: '名称',
    state: '状态',
    os: '系统',
    servers: '源端 → 目的端',
    progress: '进度',
    age: '创建于',
  },
  untold: '–',
  servers: (source, target) => `${source} → ${target}`,
  progress: (at, of, percent) => `${at}/${of} ${percent} %`,
  age: {
    seconds: (n) => `${n}秒前`,
    minutes: (n) => `${n}分钟前`,
    hours: (n) => `${n}小时前`,
    days: (n) => `${n}天前`,
    years: (n) => `${n}年前`,
  },
  none: '该账号在此终端节点没有任务。',
  noneLike: '没有符合该状态和名称的任务。',
  read: (n, of) =>
    of === undefined ? `已读取 ${count(n)} …` : `已读取 ${n.toLocaleString('en')} 个，共 ${count(of)} …`,
  short: (n, of) =>
    `服务称共有 ${count(of)}，列出了 ${n.toLocaleString('en')} 个：有些任务可能在此期间消失。`,
  beyond: (n, of) =>
    `服务只列出 ${count(of)}中的 ${n.toLocaleString('en')} 个。请用 --state 或 --name 缩小范围。`,
};
