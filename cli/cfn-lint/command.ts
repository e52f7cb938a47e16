import { join } from 'node:path';
import { temporaryFolder } from '../../contracts/temporary-folder.ts';
import { stackNames } from '../../contracts/settings/physical-names.ts';
import { ownSettings } from '../../contracts/settings/own-settings.ts';
import { synthesize } from '../../infra/synth.ts';
import { define } from '../kit/command.ts';
import { cfnLintVersion, findingsOfCfnLint } from './run-cfn-lint.ts';

export const cfnLint = define({
  name: 'cfn-lint',
  about: 'Checks the templates with cfn-lint, if it is installed on this machine.',
  flags: {},
  exits: { 0: 'no problem was found, or cfn-lint is not installed', 1: 'a problem was found' },
  async run(_, { stdout, signal }) {
    const version = await cfnLintVersion(signal);
    if (version === undefined) {
      stdout('cfn-lint is not installed: nothing checked');
      return 0;
    }
    const { folder: outDir, remove } = temporaryFolder('cfn-lint');
    try {
      const settings = ownSettings();
      const { folder } = await synthesize({ settings, outDir });
      const templates = Object.values(stackNames(settings)).map((name) =>
        join(folder, `${name}.template.json`),
      );
      stdout(`${version}, over ${templates.length} templates`);
      const regions = Object.values(settings.regions);
      const findings = await findingsOfCfnLint({ templates, regions }, signal);
      stdout(findings === '' ? 'nothing found' : findings);
      return findings === '' ? 0 : 1;
    } finally {
      remove();
    }
  },
});
