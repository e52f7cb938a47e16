import { rmSync } from 'node:fs';
import { synthesizedAssembly } from '../synthesized-assembly.ts';
import { firstLine, emulatorCommand } from '../emulator-command.ts';

it('npm run local -- --address sets the source address that connections appear to come from', async () => {
  const assembly = await synthesizedAssembly({
    source: { mode: 'ip', countOnly: false, operatorRanges: [] },
  });
  const command = emulatorCommand('--json', '--assembly', assembly, '--address', '127.0.0.1=203.0.113.9');
  try {
    const { primary, secondary, static: tier } = await firstLine(command);
    const refused = await fetch(primary.answer, { method: 'POST', body: '{}' });
    expect([refused.status, await refused.text()]).toEqual([403, '{"code":"access-denied"}']);
    const text = async (url = '') => (await fetch(url)).text();
    expect(await text(secondary.distribution)).toBe(await text(tier['fallback']));
  } finally {
    command.child.kill('SIGTERM');
    await command.ended;
    rmSync(assembly, { recursive: true });
  }
}, 120_000);
