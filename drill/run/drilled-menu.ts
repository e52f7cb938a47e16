import { type FunctionLine, functionLinesIn } from '../../cli/local/function-line.ts';
import { lookUntil } from '../../cli/kit/look-until.ts';
import { CommandError } from '../../cli/kit/command-error.ts';
import type { OutsideHost } from '../../emulator/outside/start-outside-host.ts';
import type { Emulator, Undo } from '../../emulator/emulator.ts';
import type { FlowName } from '../call-flows/flow-builds.ts';
import { callFlowIn } from '../faults/call-flow.ts';
import type { Write } from '../../contracts/history.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import type { Outside } from '../faults/outside.ts';
import { MENU_CHANGE_SCENARIOS } from '../scenarios/menu-changes.ts';
import { MENU_SCENARIOS } from '../scenarios/menu.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { type FlowSays, readFlow } from './read-flow.ts';
import { type MenuSays, readMenu, readOwnSteps } from './read-menu.ts';
import { refuseReplacedFlow } from './refuse-replaced-flow.ts';
import { type Script, hangingUp, readScript } from './script.ts';

/** What callers do in the drill's own menu: its keys, a word, and nothing until the person. */
const OWN_SCRIPTS = ['1', '2', 'say:support', 'none,none,none'].map(readScript);

/** Of scenarios that are about the drill's own menu alone. */
const SPECIAL_SCRIPTS = [
  ...new Set([...MENU_SCENARIOS, ...MENU_CHANGE_SCENARIOS].flatMap(({ menu }) => menu?.own ?? [])),
].map(readScript);

/** What callers press in a user's menu, where nothing else is said. */
const FIRST_KEY = [readScript('1')];

/** The menu that the scenarios of a menu are about. */
export interface DrilledMenu {
  /** Deploys it, where another call flow is deployed, and reads it once. */
  readonly enter: () => Promise<MenuSays>;
  /** Puts the deployed call flow back. */
  readonly leave: Undo;
  /** Why a scenario does not apply to it; undefined: it does. @throws CommandError for a script that is longer than the menu */
  readonly whyNot: (scenario: Scenario) => Promise<string | undefined>;
  /** What the callers of a scenario do, in turn. */
  readonly scriptsOf: (scenario: Pick<Scenario, 'menu'>) => readonly Script[];
}

/** The user's call flow whose menu is drilled. */
export interface UsersFlow {
  /** The file in the place of the deployed call flow; undefined: the deployed one. */
  readonly file: string | undefined;
  readonly scripts: readonly Script[];
}

/** The call flows that these scenarios deploy, in their order. */
export function flowsOf(scenarios: readonly Scenario[], users: UsersFlow | undefined): readonly FlowName[] {
  const menu: readonly FlowName[] =
    users?.file !== undefined || (users === undefined && scenarios.some((each) => each.menu !== undefined))
      ? ['menu']
      : [];
  const faults = scenarios.flatMap(({ phases }) =>
    phases.flatMap((phase) => [
      ...phase.faults,
      ...(phase.menu?.between?.flatMap((each) => each.faults) ?? []),
    ]),
  );
  return [...new Set([...menu, ...faults.flatMap(({ flow }) => flow ?? [])])];
}

interface MenuParts {
  readonly emulator: Emulator;
  readonly outside: Outside;
  readonly createSimulator: (write: Write) => Simulator;
  /** What the deployed call flow says. */
  readonly deployed: FlowSays;
  /** Undefined: the drill's own menu. */
  readonly users: UsersFlow | undefined;
  /** That the call flow passes callbacks on to. */
  readonly application?:
    | (Pick<OutsideHost, 'break'> & {
        /** Reads what callers hear of it: again, where the functions gave it up. */
        readonly whileAnswered: <T>(read: () => Promise<T>) => Promise<T>;
      })
    | undefined;
}

/** A function's log line may arrive after its response. */
const LINES = { times: 4, everyMs: 100 } as const;

/** Log lines of steps that could not answer, with nothing broken: what callers heard in their place is no promise. */
const linesOfReplacedSteps = (
  { functionOutput }: Pick<Emulator, 'functionOutput'>,
  before: ReadonlySet<string>,
  isGuarded: boolean,
): Promise<readonly FunctionLine[]> =>
  lookUntil(
    () =>
      Promise.resolve(
        functionLinesIn(functionOutput().filter((line) => !before.has(line))).filter(
          ({ step, code }) => (step !== undefined || isGuarded) && code?.startsWith('call-flow-') === true,
        ),
      ),
    (lines) => lines.length > 0,
    LINES,
  );

/** The drill's own menu, or the user's call flow. */
export function createDrilledMenu(parts: MenuParts): DrilledMenu {
  const { emulator, outside, users, application } = parts;
  const to = emulator.callerNumber;
  const given = users?.scripts ?? [];
  const pressed = users === undefined ? OWN_SCRIPTS : given.length === 0 ? FIRST_KEY : given;
  const scripts = application === undefined ? pressed : pressed.map(hangingUp);
  const special = users === undefined ? SPECIAL_SCRIPTS : [];
  let says: MenuSays | undefined;
  let undos: Undo[] = [];
  const leave = async (): Promise<void> => {
    const [last, ...others] = undos.toReversed();
    undos = [];
    await last?.();
    for (const undo of others) await undo();
  };
  const deploy = async (): Promise<void> => {
    if (users !== undefined || undos.length > 0) return;
    for (const role of ['primary', 'secondary'] as const)
      undos.push(await callFlowIn(role, 'menu').apply(emulator, outside, () => undefined));
  };
  const enter: DrilledMenu['enter'] = async () => {
    await deploy();
    if (says !== undefined) return says;
    const { rungSays } = users === undefined ? await readFlow(emulator) : parts.deployed;
    const createSimulator = parts.createSimulator;
    const before = new Set(emulator.functionOutput());
    const called = { createSimulator, to };
    const readAll = () => readMenu(called, [...scripts, ...special]);
    const read = await (application === undefined ? readAll() : application.whileAnswered(readAll));
    const own = application && (await readOwnSteps(called, scripts, application));
    says = { rungSays, ...read, ...(own && { own }) };
    await refuseReplacedFlow(
      await linesOfReplacedSteps(emulator, before, application !== undefined),
      users?.file,
    );
    return says;
  };
  return {
    enter,
    leave,
    scriptsOf: ({ menu }) => (menu?.own === undefined ? scripts : [readScript(menu.own)]),
    whyNot: async ({ menu }) => {
      if (menu === undefined || users === undefined) return undefined;
      if (menu.own !== undefined) return 'they are about the drill’s own menu';
      const { journeys } = await enter();
      const asks = Math.max(...journeys.map((journey) => journey.says.length - 1));
      if (asks === 0 && given.length === 0)
        return menu.needsQuestion === false ? undefined : 'the call flow asks callers nothing';
      for (const journey of journeys) refuseLonger(journey.script, journey.says.length - 1);
      return undefined;
    },
  };
}

function refuseLonger({ text, answers }: Script, asks: number): void {
  if (answers.length <= asks) return;
  const times = asks === 1 ? 'once' : `${asks} times`;
  throw new CommandError(
    `--press "${text}": expected a question for each of its ${answers.length} answers, found that the call flow asks ` +
      `${asks === 0 ? 'nothing' : `such callers ${times}`}. To fix this: give what callers do at each question, in their order.`,
  );
}
