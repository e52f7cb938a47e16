// `npm run audit`: fails on a known vulnerability of severity high or critical in any package of the lockfile, those for
// development too: they run where credentials are, and build what is deployed. A registry that does not answer audits
// (a mirror, no network) is said, and is no failure.
import { spawnSync } from 'node:child_process';
import { printable } from '../kit/printable.ts';

const TIMEOUT_MS = 120_000;
const FAILING = ['high', 'critical'];

const { stdout, stderr, error } = spawnSync('npm', ['audit', '--json'], {
  encoding: 'utf8',
  timeout: TIMEOUT_MS,
  maxBuffer: 64 * 1024 * 1024,
});
process.exitCode = audit();

function audit() {
  if (error?.code === 'ETIMEDOUT') return unanswered(`no answer within ${TIMEOUT_MS / 1000} s`);
  const report = parse(stdout);
  if (report?.auditReportVersion === 2 && report.metadata?.vulnerabilities) return describeReport(report);
  // So npm tells an endpoint that is not there, broken, or out of reach; its own troubles have no message beside `error`.
  if (typeof report?.message === 'string') return unanswered(report.message);
  const found = error?.message ?? report?.error?.summary ?? (stderr.trim() || stdout.trim() || 'nothing');
  console.error(`npm audit: expected a report, found: ${printable(found.slice(0, 2000))}`);
  return 1;
}

function unanswered(found) {
  console.log(
    `npm audit: the registry answers no audit here (${printable(found)}): nothing is known, and nothing is failed. ` +
      'Run it where the registry answers.',
  );
  return 0;
}

function describeReport({ vulnerabilities, metadata }) {
  const failing = Object.values(vulnerabilities).filter(({ severity }) => FAILING.includes(severity));
  const counts = Object.entries(metadata.vulnerabilities).filter(
    ([name, count]) => name !== 'total' && count > 0,
  );
  const summary = counts.map(([name, count]) => `${count} ${name}`).join(', ') || 'no known vulnerability';
  if (failing.length === 0) {
    console.log(`npm audit: nothing at high or above (${summary}).`);
    return 0;
  }
  console.error(`npm audit: expected nothing at high or above, found ${summary}:`);
  for (const { name, severity, range, via, fixAvailable } of failing) {
    const why = via.map((one) => (typeof one === 'string' ? `by ${one}` : `${one.title} ${one.url}`));
    const fix =
      fixAvailable === false ? 'no fix yet' : fixAvailable === true ? 'npm audit fix' : fixOf(fixAvailable);
    console.error(printable(`  ${severity}: ${name} ${range}: ${why.join('; ')} (${fix})`));
  }
  return 1;
}

function fixOf({ name, version }) {
  return `npm install --save-exact ${name}@${version}`;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
