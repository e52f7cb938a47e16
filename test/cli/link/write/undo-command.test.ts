import { undoCommand } from '../../../../cli/link/write/subject.ts';
import { ID } from '../support/rich-application.ts';

const OTHER = 'bbbbbbbb-bbbb-4ccc-8ddd-0123456789ab';

it.each([
  [ID, '.link', 'npm run link -- undo'],
  [OTHER, '.link', `npm run link -- undo --application ${OTHER}`],
  [ID, '/kept', 'npm run link -- undo --kept /kept'],
  [OTHER, '/kept', `npm run link -- undo --application ${OTHER} --kept /kept`],
])('of %s in %s names what is not found by default', (applicationId, folder, command) => {
  expect(undoCommand(applicationId, folder)).toBe(command);
});
