import type { Choice } from '../../contracts/voice-capability.ts';
import type { RegionRole } from '../../emulator/world.ts';
import type { Fault } from './fault.ts';

/**
 * No fault at all, and what helps against one: the operator links the application otherwise.
 * @param primary the region that is to answer, by the role that it was deployed with
 */
export const operatorLinks = ({
  primary,
  fallback,
}: Pick<Choice, 'fallback'> & { readonly primary: RegionRole }): Fault => ({
  name: `the operator links the ${primary} as primary${fallback === undefined ? '' : `, the fallback ${fallback}`}`,
  apply: ({ description }, outside) =>
    outside.link({
      primary: description[primary].region,
      ...(fallback !== undefined && { fallback }),
    }),
});
