/** 计划，以及把计划应用到任务时的文字。 */

import type { Text } from '../catalogue.ts';
import { shellQuote } from '../shell-quote.ts';

export const plans: Text['plans'] = {
  written: (file) => `已保存计划：${file}`,
  writtenIn: (name, folder) => `已将计划 ${name} 保存到 ${folder}`,
  outNeedsDryRun: '选项 --out 需要 --dry-run。',
  outTwice: '--out - 和 --json 都向标准输出写文档：请只给出一种。',
  notOverwritten: (file) => `${file} 已存在。要替换它，请加上 --force；要使用其他文件，请修改 --out。`,
  unwritten: (file, why) => `无法写入计划 ${file}（${why}）。`,
  unread: (file, why) => `无法读取计划 ${file}（${why}）。未发送任何内容。`,
  noPlan: (file) =>
    `${file} 不是 sms-wizard 的计划。未发送任何内容。要生成计划，请运行：sms-wizard update TASK_ID --set PATH=VALUE --dry-run --out PLAN.json`,
  otherVersion: (file, version, known) =>
    `${file} 是版本 ${version} 的计划，而此 sms-wizard 读取版本 ${known}。未发送任何内容。请用生成它的版本应用，或重新生成。`,
  changed: (file, id) =>
    `${file} 保存后被修改过（摘要不符）。未发送任何内容。请重新生成：sms-wizard update ${shellQuote(id)} --set PATH=VALUE --dry-run --out PLAN.json`,
  unfit: (file, why) => `无法应用 ${file}：${why} 未发送任何内容。`,
  twoFields: (path, byName) => `${path} 与 ${byName} 不是同一个字段。`,
  otherEndpoint: (file, made, here) =>
    `${file} 的终端节点是 ${made}，而当前是 ${here}。未发送任何内容。如需应用到原终端节点，请添加 --endpoint ${shellQuote(made)}`,
  demoEndpoint: (file, here) =>
    `${file} 是用 --demo 生成的，而终端节点是 ${here}。未发送任何内容。要应用它，请加上 --demo。`,
  changedWithin: (path, within) => `${path} 将被移除，但此后有修改：${within}`,
  needsPlan: '缺少计划文件。用法：sms-wizard apply PLAN.json',
  command: '等效命令：',
  nonAsciiCommand: '命令中含有当前语言环境无法显示的字符；sms-wizard history --json 中有完整命令。',
  unshownCommand: '命令中含有终端无法显示的字符；更新之后可用 sms-wizard history --json 查看。',
  brokenCommand: '命令超出窗口宽度：按 ^C 退出时会完整显示。',
  noCommand: '没有等效命令：该修改用于恢复已移除的元素。',
};
