/** Whether a process with this id runs on this machine; another user's counts too. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Any other code (EPERM) means that there is one.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
