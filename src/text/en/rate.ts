/** The rate windows of a task, which travel in a request of their own. */
export const rate = {
  /** The second of two requests failed. */
  half: {
    refused:
      'SMS accepted the update of the task, but rejected the rate windows, which follow it. They are as before.',
    unread:
      "SMS accepted the update of the task. The rate windows, which follow it, weren't sent: they couldn't be read again.",
    unknown:
      'SMS accepted the update of the task. Whether it set the rate windows, which follow it, is unknown. Read the task again before you repeat it.',
    conflict:
      "SMS accepted the update of the task. The rate windows, which follow it, weren't sent: someone changed them since you opened the task.",
    stopped:
      "SMS accepted the update of the task. The rate windows, which follow it, weren't sent: the program was stopped.",
  },
  notSent: "The rate windows, which would have followed, weren't sent.",
  unreadHere: (why: string) => `The rate windows can't be read. ${why} Everything else can be changed.`,
  request: 'The rate windows, in a request after it:',
  requestAlone: 'Request of the rate windows:',
  line: (id: string) => `POST /v3/tasks/${id}/speed-limit`,
  follows: 'The rate windows are sent after the rest, in a request of their own.',
};
