/** 把计划应用到多个任务。 */

import type { Text } from '../catalogue.ts';
import { shellQuoteFile } from '../shell-quote.ts';

const tasks = (n: number): string => `${n.toLocaleString('en')} 个任务`;

export const fleet: Text['fleet'] = {
  eitherOr: '请用 --task，或用 --state 和 --name 指定任务，不能同时使用。未发送任何内容。',
  stdinTwice: '标准输入不能同时提供Token（--token-stdin）和任务ID（--task -）。未发送任何内容。',
  needsTasks: (flag) =>
    `选项 ${flag} 需要指定任务：--task ID、--task -（从标准输入读取ID）、--state 或 --name。`,
  concurrency: (given) => `--concurrency 的取值为1～32的整数，不能是 "${given}"。`,
  badId: (line, given) =>
    `标准输入第 ${line} 行："${given}" 不是有效的任务ID（1～36个字母、数字和连字符）。未发送任何内容。`,
  typeIds: '请输入任务ID，用空格或换行分隔，按 Ctrl-D 结束：',
  noIds: '标准输入中没有任务ID。未发送任何内容。',
  noneLike: (wanted) => `没有${wanted}的任务。未发送任何内容。`,
  withoutId: (n) => `${tasks(n)}没有可用的ID，已跳过。`,
  noRun: (file) =>
    `没有可恢复的 ${file} 执行记录。要开始执行，请运行：sms-wizard apply ${shellQuoteFile(file)} --task ID …`,
  stillRuns: (file) => `另一个 sms-wizard 正在应用 ${file}。未发送任何内容。`,
  severalRuns: (n, file) => `${file} 有 ${n} 次执行被中断，将继续完成剩余的全部任务。`,
  elsewhere: (machines, file) =>
    `${file} 在 ${machines} 上的执行已中断或仍在进行，本机无法判断。发送前会重新读取每个任务。`,
  unsaved: (why) => `无法保存执行进度（${why}）。执行会继续，但之后不能用 --resume 恢复。`,
  outcomes: {
    applied: '已生效',
    not_applied: '未生效',
    unverified: '无法确认',
    skipped: '已跳过',
    conflict: '冲突',
    failed: '失败',
  },
  notStarted: '未开始',
  leftOut: {
    missing: (path) => `${path}：任务中没有该元素`,
    ambiguous: (path) => `${path}：任务中有多个同名元素`,
    nameless: (path) => `${path}：该元素没有名称，无法在其他任务中匹配`,
    overlap: (path) => `${path}：修改互换或重复使用了元素名称，因此无法按名称匹配`,
    exists: (path) => `${path}：已有同名元素，但值不同`,
  },
  still: (path, value) => `${path} 仍为 ${value}。`,
  bar: {
    reading: (done, of) => `已读取 ${done}/${of}`,
    sending: (done, of) => `${done}/${of}`,
    part: (outcome, n) => `${outcome} ${n}`,
    held: (seconds) => `限流 ${seconds} 秒`,
  },
  plain: (done, of) => `已完成 ${done}，共 ${tasks(of)}。`,
  groups: {
    change: (n) => `以下修改应用于 ${tasks(n)}：`,
    from: (value, n) => `当前为 ${value}：${tasks(n)}`,
    fromMany: (n) => `当前有 ${n} 种不同的值`,
    more: (n) => `… 还有 ${tasks(n)}；--json 列出全部`,
    same: (n) => `${tasks(n)}已经是这些值。`,
    before: (n) => `${tasks(n)}已在之前的执行中生效。`,
    some: (line, n) => `${line}（${tasks(n)}）`,
    left: (what) => `略过：${what}`,
    why: (outcome, why) => `${outcome}：${why}`,
    partlyApplied: (outcome, why) => `${outcome}，但略过 ${why}`,
    planned: '试运行：未发送任何内容。',
  },
  confirm: (n) => `将这些修改提交到 ${tasks(n)}？`,
  table: {
    outcome: '结果',
    tasks: '任务',
    earlier: (n) => `其中 ${n} 个在之前的执行中`,
    notes: (notes) => notes.join('，'),
    same: (n) => `${n} 个已经是这些值`,
    partly: (n) => `${n} 个略过了部分修改`,
    requestId: (id) => `请求ID ${id}`,
  },
  stopping: (n) =>
    n === 0 ? '正在停止。' : `正在停止：${tasks(n)}进行中，不再开始新的任务。再按 Ctrl-C 立即退出。`,
  halted: '执行已停止：该错误会影响每个任务。',
  atOnce: (n) => (n === 0 ? '已退出。' : `已退出。${tasks(n)}的结果未知，可用 --resume 检查。`),
  resume: (command) => `要继续，请运行：${command}`,
};
