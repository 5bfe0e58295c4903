/** 命令行习惯用法的文字：建议、等待、补全。 */
import type { Text } from '../catalogue.ts';

export const shell: Text['shell'] = {
  allValues: '全部值',
  meant: (word) => `是否指 ${word}？`,
  example: (assignment) => `示例：--set '${assignment}'`,
  waiting: (host, seconds) => `正在等待 ${host}… ${seconds} 秒`,
};
