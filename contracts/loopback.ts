/** Whether a URL's host is this machine. What is sent there, secrets or a call's audio, does not leave it. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
