import type { BundledPackage } from './bundled-packages.ts';

/** Licences (SPDX ids) that ask for no more than that their text is kept. */
const ALLOWED: readonly string[] = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

/** What must not be deployed before somebody has read its licence: one line each. */
export const licenceProblems = (packages: readonly BundledPackage[]): readonly string[] =>
  packages
    .filter(({ licence }) => !ALLOWED.includes(licence))
    .map(
      ({ name, version, licence }) =>
        `${name} ${version}: expected one of the licences ${ALLOWED.join(', ')}; found ${licence}. Read it; then take ` +
        'another package, or add the licence to cli/bundled-dependencies/licences.ts.',
    );
