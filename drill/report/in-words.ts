/** A measured time for people: `592 ms`, `1.01 s`. */
export const duration = (ms: number): string => (ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(2)} s`);

/** What is left, to the next five seconds where it is longer: `4 s`, `35 s`, `2 min 5 s`. */
export function about(ms: number): string {
  const exact = Math.ceil(ms / 1000);
  const seconds = exact > 10 ? Math.ceil(exact / 5) * 5 : exact;
  if (seconds < 60) return `${seconds} s`;
  return [`${Math.floor(seconds / 60)} min`, ...(seconds % 60 === 0 ? [] : [`${seconds % 60} s`])].join(' ');
}

/** `1 scenario`, `2 scenarios`. */
export const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
