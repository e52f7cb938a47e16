/** The key that stand-ins on loopback accept, so that they need no AWS account. */
export const LOOPBACK_CREDENTIALS = { accessKeyId: 'AKIDLOOPBACK', secretAccessKey: 'none' } as const;
