/** Something to move in: as many rows as a task with 23 disks has, with names as long as theirs. */
export const names = Array.from(
  { length: 23 },
  (_, number) => `Disk /dev/vd${number}   data   GPT   100 GiB`,
);
