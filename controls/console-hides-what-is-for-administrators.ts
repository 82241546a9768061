import { changePages, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: whoever signs in to the console has the rights of a guest: the menu lacks Create, tenant and user name have no
 * Edit icon, devices no button to add a connection, and connections none to delete them.
 *
 * Must fail: CONSOLE-01 and CONSOLE-02 (the menu), CONSOLE-08 (the icons), CONSOLE-14 and CONSOLE-15 (the button of a
 * device) and CONSOLE-25 (deleting).
 *
 * Deviation from what was foreseen before the first run: VERIFY-03 fails as well, since one of its scenarios adds a connection
 * in the console. (CONSOLE-03 did, too, as the first run's control took the way back from the form away; that one stays now.)
 */
const HIDDEN = [
  /<a\b[^>]*href="\/console\/connections\/create"[^>]*>(?:(?!<\/a>|CANCEL).)*<\/a>/gs,
  /<button\b[^>]*aria-label="(?:Edit Tenant ID|Edit Username|Delete the connection)"[^>]*>.*?<\/button>/gs,
  /<button\b(?:(?!<\/button>).)*ADD A CONNECTION<\/button>/gs,
];

export default control({
  title: 'The console hides what is for administrators',
  breaks: ['CONSOLE-01', 'CONSOLE-02', 'CONSOLE-08', 'CONSOLE-14', 'CONSOLE-15', 'CONSOLE-25', 'VERIFY-03'],
  seenAs: 'An administrator has the rights of a guest',
  defect: changePages((text) => HIDDEN.reduce((page, hidden) => page.replace(hidden, ''), text)),
});
