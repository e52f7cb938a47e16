import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FunctionName } from '../../contracts/routes.ts';
import { temporaryFolder } from '../../contracts/temporary-folder.ts';
import { bundleHandlers } from '../../infra/bundle.ts';

/** Call flows that the drill runs in the place of the deployed one. `menu` is the one whose menu is drilled. */
export type FlowName =
  'throws' | 'returns-invalid-ncco' | 'too-slow' | 'menu' | 'menu-2' | 'menu-throws' | 'menu-too-slow';

/** Folders with bundles, by function. */
export type FlowBundles = Readonly<Record<FunctionName, string>>;

/** Every function, bundled with other call flows: each flow once a run. */
export interface FlowBuilds {
  /** Builds it now, unless that was done or begun before. @throws CallFlowError, esbuild's BuildFailure */
  readonly of: (flow: FlowName) => Promise<FlowBundles>;
  /** Builds these, one after the other, while other work goes on. A failure is thrown by `of`. */
  readonly begin: (flows: readonly FlowName[]) => void;
  /** Removes the folders. */
  readonly remove: () => Promise<void>;
}

const drillFile = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** @param menu the call flow whose menu is drilled; the drill's own where none is given */
export function createFlowBuilds(menu = drillFile('call-flows/menu.ts')): FlowBuilds {
  const file = resolve(menu);
  const { folder, remove } = temporaryFolder('drill-flows');
  const built = new Map<FlowName, Promise<FlowBundles>>();
  const build = async (flow: FlowName): Promise<FlowBundles> =>
    bundleHandlers({ outDir: join(folder, flow), callFlow: await fileOf(flow, file, folder) });
  const of: FlowBuilds['of'] = (flow) => {
    const known = built.get(flow) ?? build(flow);
    built.set(flow, known);
    return known;
  };
  let isOver = false;
  return {
    of,
    begin: (flows) =>
      void flows.reduce(
        (before, flow) => before.then(() => (isOver ? undefined : of(flow))).then(ignore, ignore),
        Promise.resolve(),
      ),
    remove: async () => {
      isOver = true;
      await Promise.allSettled(built.values());
      remove();
    },
  };
}

const ignore = (): void => undefined;

async function fileOf(flow: FlowName, menu: string, folder: string): Promise<string> {
  switch (flow) {
    case 'menu':
      return menu;
    case 'menu-2':
      return drillFile('call-flows/menu-2.ts');
    case 'menu-throws':
      return broken('whoseStepsThrow', menu, join(folder, `${flow}.ts`));
    case 'menu-too-slow':
      return broken('whoseStepsAreTooSlow', menu, join(folder, `${flow}.ts`));
    case 'throws':
    case 'returns-invalid-ncco':
    case 'too-slow':
      return drillFile(`faults/call-flows/${flow}.ts`);
  }
}

/** A file with the menu's call flow, broken. */
async function broken(how: string, menu: string, file: string): Promise<string> {
  const steps = JSON.stringify(drillFile('call-flows/broken-steps.ts'));
  await writeFile(
    file,
    `import { ${how} } from ${steps};\nimport { callFlow as given } from ${JSON.stringify(menu)};\n` +
      `export const callFlow = ${how}(given);\n`,
  );
  return file;
}
