// Every npm script runs on the Node major that is deployed to Lambda. The `node` package of this
// project brings that binary, and npm puts it first on the PATH. This file must run on old Nodes too.
import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const expectedMajor = manifest.devDependencies.node.split('.')[0];
const foundMajor = process.versions.node.split('.')[0];
if (foundMajor !== expectedMajor) {
  console.error(
    `Expected Node ${expectedMajor}, the major that is deployed to Lambda; found Node ${process.versions.node}.\n` +
      `To fix this, start it through npm: npm run COMMAND, or npx vvf COMMAND. They use the "node" package of this project.\n` +
      `If npm finds no Node ${expectedMajor} either: npm ci --ignore-scripts=false, or put a Node ${expectedMajor} on the PATH.`,
  );
  process.exit(1);
}
