import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Whether this process listens on this TCP port (reads /proc: Linux). */
export function listensOn(pid: number, port: string): boolean {
  const sockets = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([, local, , state]) => state === '0A' && parseInt(local?.split(':')[1] ?? '', 16) === Number(port),
    )
    .map((columns) => columns[9]);
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) =>
      sockets.some((inode) => linkOf(pid, fd) === `socket:[${inode}]`),
    );
  } catch {
    return false;
  }
}
function linkOf(pid: number, fd: string): string {
  try {
    return readlinkSync(`/proc/${pid}/fd/${fd}`);
  } catch {
    return '';
  }
}
