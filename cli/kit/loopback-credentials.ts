/** Stand-ins on loopback know this key: nobody should need an AWS account for them. */
export const LOOPBACK_CREDENTIALS = { accessKeyId: 'AKIDLOOPBACK', secretAccessKey: 'none' } as const;
