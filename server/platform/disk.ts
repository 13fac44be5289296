/** Whether an error means that a disk is full: the server's own (ENOSPC, quota) or the database's (53100). */
export const diskIsFull = (error: unknown): boolean => {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'ENOSPC' || code === 'EDQUOT' || code === '53100';
};
