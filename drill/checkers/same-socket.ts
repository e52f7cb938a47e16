/** Whether two URIs name one bot: a call flow may add a query, and the platform may write a URI its own way. */
export function isSameSocket(one: string, other: string): boolean {
  if (!URL.canParse(one) || !URL.canParse(other)) return one === other;
  const [a, b] = [new URL(one), new URL(other)];
  return a.protocol === b.protocol && a.host === b.host && a.pathname === b.pathname;
}
