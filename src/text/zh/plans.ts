/** 计划，以及把计划应用到任务时的文字。 */
import type { Text } from '../text.ts';

export const plans: Text['plans'] = {
  written: (file) => `已写入计划：${file}`,
  writtenIn: (name, folder) => `已将计划 ${name} 写入 ${folder}`,
  outNeedsDryRun: '选项 --out 要与 --dry-run 一起使用：计划就是将要发送的内容。',
  notOverwritten: (file) => `${file} 已存在且不是计划：没有写入任何内容。请为 --out 另选文件名。`,
  unwritten: (file, why) => `无法写入计划 ${file}（${why}）。`,
  unread: (file, why) => `无法读取计划 ${file}（${why}）。没有发送任何内容。`,
  noPlan: (file) =>
    `${file} 不是sms-wizard的计划。没有发送任何内容。生成计划：sms-wizard update TASK_ID --set PATH=VALUE --dry-run --out PLAN.json`,
  otherVersion: (file, version, known) =>
    `${file} 是版本 ${version} 的计划，本sms-wizard只能读取版本 ${known}。没有发送任何内容。请用生成它的版本应用，或用本版本重新生成。`,
  changed: (file, id) =>
    `${file} 写入后被修改过：摘要不符。没有发送任何内容。请重新生成：sms-wizard update ${id} --set PATH=VALUE --dry-run --out PLAN.json`,
  unfit: (file, why) => `无法应用 ${file}：${why} 没有发送任何内容。`,
  twoFields: (path, byName) => `${path} 与 ${byName} 不是同一个字段。`,
  otherEndpoint: (file, made, here) =>
    `${file} 是为 ${made} 生成的，而这里是 ${here}。没有发送任何内容。要在那里应用，请使用：--endpoint ${made}`,
  demoEndpoint: (file, here) =>
    `${file} 是在演示中生成的，而这里是 ${here}。没有发送任何内容。请用 --demo 应用。`,
  changedWithin: (path, within) => `${path} 将被移除，但此后有修改：${within}`,
  needsPlan: '哪个计划？请给出文件：sms-wizard apply PLAN.json。',
  command: '在shell中等效的命令：',
  unshownCommand: '命令中含有终端无法显示的字符；更新之后可用 sms-wizard history --json 查看。',
  brokenCommand: '有一行超出窗口宽度：按 ^C 离开时会完整显示该命令。',
  noCommand: '没有等效的命令：它把一个元素恢复为原样。',
};
