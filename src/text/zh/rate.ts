import type { Text } from '../catalogue.ts';

export const rate: Text['rate'] = {
  half: {
    refused: 'SMS接受了对任务的修改，但拒绝了随后的分时限速。分时限速保持不变。',
    unread: 'SMS接受了对任务的修改。随后的分时限速没有发送：无法重新读取。',
    unknown: 'SMS接受了对任务的修改。随后的分时限速是否已设置，尚不确定。重试前请重新读取任务。',
    conflict: 'SMS接受了对任务的修改。随后的分时限速没有发送：其间有人修改了它。',
    stopped: 'SMS接受了对任务的修改。随后的分时限速没有发送：程序已被停止。',
  },
  notSent: '原本随后发送的分时限速没有发送。',
  unreadHere: (why) => `无法读取分时限速。${why}其他内容仍可修改。`,
  request: '随后的请求，设置分时限速：',
  requestAlone: '分时限速的请求：',
  line: (id) => `POST /v3/tasks/${id}/speed-limit`,
  follows: '分时限速在其他修改之后，由单独的请求发送。',
};
