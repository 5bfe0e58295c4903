/** 各命令的帮助。 */
import type { Text } from '../catalogue.ts';

export const help: Text['help'] = {
  usage: '用法',
  commands: '命令',
  options: '选项',
  examples: '示例',
  exits: '退出码',
  rootUsage: {
    wizard: '打开向导',
    command: '',
  },
  learnMore: '运行 "sms-wizard help COMMAND" 查看单个命令的帮助，"man sms-wizard" 查看全部说明。',
  topics:
    '主题：connection（终端节点、认证信息、超时）、environment（环境变量）、exit-codes（退出码）、paths（路径）；运行 "sms-wizard help 主题" 查看。',
  connection: '连接选项（终端节点、区域、认证信息）见 help connection',
  topicTitles: {
    connection: '选择服务、认证信息和超时的选项，适用于所有命令。',
    environment: '环境变量',
    'exit-codes': '退出码',
    paths: '路径和大小',
  },
  about: {
    wizard: '在向导中打开任务：编辑、核对、提交、核实。',
    list: '列出账号下的迁移任务。',
    show: '查看一个任务：源端、网络、磁盘、卷。',
    update: '修改任务的字段：显示差异，发送，再重新读取任务进行核实。',
    diff: '显示更新会修改什么。不发送任何内容；有修改时退出码为7。',
    edit: '用 $VISUAL 或 $EDITOR 以YAML编辑任务，再检查、显示并发送修改。',
    apply: '应用由 "update --dry-run --out" 生成的计划。不带任务选项时，应用到计划自己的任务。',
    history: '列出从本机发送的更新。',
    pause: '暂停运行中的任务，并等待SMS报告其已暂停。',
    start: '启动就绪、已暂停或失败的任务，并等待其运行。',
    watch: '跟踪任务直到迁移结束：终端上为一行，管道中为JSON行。',
    undo: '撤销任务的上一次更新；此后被修改过的内容不变。',
    fields: '列出可以修改的字段。PATH用于限定范围；其他词语则在名称和含义中搜索。',
    explain: '解释本程序的规则或SMS的错误码：含义、来源和处理办法。',
    doctor: '检查能否更新任务，以及如何解决缺少的条件。',
    completion: '输出bash、zsh或fish的补全脚本。',
    simulator: '在本机运行SMS模拟器，直到 Ctrl-C。输出其地址和测试用的认证信息。',
  },
  task: 'TASK_ID 是任务的ID、ID的前4个以上字符，或只属于一个任务的名称。',
};
