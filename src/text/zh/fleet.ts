/** 把计划应用到多个任务。 */
import type { Text } from '../text.ts';

const tasks = (n: number): string => `${n.toLocaleString('en')} 个任务`;

export const fleet: Text['fleet'] = {
  eitherOr: '用 --task 或用 --state、--name 指定任务，不能同时使用。没有发送任何内容。',
  stdinTwice: '标准输入不能既用于Token（--token-stdin）又用于任务ID（--task -）。没有发送任何内容。',
  needsTasks: (flag) =>
    `选项 ${flag} 用于多个任务：--task ID、从标准输入读取ID的 --task -、--state 或 --name。`,
  concurrency: (given) => `--concurrency 的取值为1～32的整数，不能是 "${given}"。`,
  badId: (line, given) =>
    `标准输入第 ${line} 行："${given}" 不是任务ID（1～36个字母、数字和连字符）。没有发送任何内容。`,
  typeIds: '请输入任务ID，用空格或换行分隔；^D 结束：',
  noIds: '标准输入中没有任务ID。没有发送任何内容。',
  noneLike: (wanted) => `没有${wanted}的任务。没有发送任何内容。`,
  withoutId: (n) => `有 ${tasks(n)}没有可用的ID，已略过。`,
  noRun: (file) => `这里没有可以继续的 ${file} 的运行。开始一个：sms-wizard apply ${file} --task ID …`,
  stillRuns: (file) => `另一个sms-wizard正在运行 ${file}。没有发送任何内容。`,
  severalRuns: (n, file) => `${file} 有 ${n} 次运行被中断：将继续完成它们剩下的全部任务。`,
  elsewhere: (machines, file) =>
    `${file} 的一次运行在 ${machines} 上被中断，或仍在进行：从这里无法得知。发送前会重新读取每个任务。`,
  unkept: (why) => `无法记录本次运行（${why}）：--resume 将无法继续它。运行继续进行。`,
  outcomes: {
    took: '已生效',
    did_not_take: '未生效',
    untold: '已发送，未返回',
    skipped: '已跳过',
    conflict: '冲突',
    failed: '失败',
  },
  notBegun: '未开始',
  leftOut: {
    missing: (path) => `${path}：任务中没有该元素`,
    ambiguous: (path) => `${path}：任务中有多个同名元素`,
    nameless: (path) => `${path}：该元素只能靠ID或位置区分，对其他任务没有意义`,
    overlap: (path) => `${path}：元素的名称会互换，之后无法再按名称区分`,
    exists: (path) => `${path}：已有同名元素，但值不同`,
  },
  still: (path, value) => `${path} 仍为 ${value}。`,
  bar: {
    reading: (done, of) => `已读取 ${done}/${of}`,
    sending: (done, of) => `${done}/${of}`,
    part: (outcome, n) => `${outcome} ${n}`,
    held: (seconds) => `限流等待 ${seconds} 秒`,
  },
  plain: (done, of) => `已完成 ${done}，共 ${tasks(of)}。`,
  groups: {
    change: (n) => `${tasks(n)}将这样修改：`,
    from: (value, n) => `现为 ${value}：${tasks(n)}`,
    fromMany: (n) => `现有 ${n} 种不同的值`,
    more: (n) => `… 还有 ${tasks(n)}；--json 列出全部`,
    same: (n) => `${tasks(n)}已经是这些值：没有需要修改的内容。`,
    before: (n) => `${tasks(n)}在先前的运行中已生效：不再改动。`,
    some: (line, n) => `${line}（${tasks(n)}）`,
    left: (what) => `略过：${what}`,
    why: (outcome, why) => `${outcome}：${why}`,
    tookBut: (outcome, why) => `${outcome}，但略过 ${why}`,
    planned: '试运行：没有发送任何内容。',
  },
  confirm: (n) => `将这些修改提交到 ${tasks(n)}？`,
  table: {
    outcome: '结果',
    tasks: '任务',
    earlier: (n) => `其中 ${n} 个在先前的运行中`,
    notes: (notes) => notes.join('，'),
    same: (n) => `${n} 个已经是这些值`,
    partly: (n) => `${n} 个不含任务中没有对应位置的部分`,
    requestId: (id) => `请求ID ${id}`,
  },
  stopping: (n) => (n === 0 ? '正在停止。' : `正在停止：${tasks(n)}进行中，不再开始新的。再按 ^C 立即结束。`),
  halted: '运行已停止：遇到的问题会影响每个任务。',
  atOnce: (n) => (n === 0 ? '已立即结束。' : `已立即结束：${tasks(n)}的结果未知。--resume 会读取并说明。`),
  resume: (command) => `要继续剩余部分：${command}`,
};
