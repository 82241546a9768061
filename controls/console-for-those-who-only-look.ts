import { changePages, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: whoever signs in to the console is taken for one who may only look: the menu lacks Create, settings have no
 * Edit icon, devices no button to add a connection, and connections none to delete them.
 *
 * Must fail: CONSOLE-01 and CONSOLE-02 (the menu), CONSOLE-08 (the icons), CONSOLE-14 and CONSOLE-15 (the button of a
 * device), CONSOLE-25 (deleting), and what a person does by the Edit icon: CONSOLE-09, CONSOLE-10, CONSOLE-11, CONSOLE-19,
 * CONSOLE-20, CONSOLE-24, CONSOLE-28 and CONSOLE-31.
 */
const HIDDEN = [
  /<a\b[^>]*href="\/console\/connections\/create"[^>]*>(?:(?!<\/a>).)*<\/a>/gs,
  /<button\b[^>]*aria-label="(?:Edit |Delete the connection)[^"]*"[^>]*>.*?<\/button>/gs,
  /<button\b(?:(?!<\/button>).)*ADD A CONNECTION<\/button>/gs,
];

export default control({
  title: 'The console lets people only look',
  breaks: [
    'CONSOLE-01',
    'CONSOLE-02',
    'CONSOLE-08',
    'CONSOLE-09',
    'CONSOLE-10',
    'CONSOLE-11',
    'CONSOLE-14',
    'CONSOLE-15',
    'CONSOLE-19',
    'CONSOLE-20',
    'CONSOLE-24',
    'CONSOLE-25',
    'CONSOLE-28',
    'CONSOLE-31',
  ],
  seenAs: 'An administrator has the rights of a guest',
  defect: changePages((text) => HIDDEN.reduce((page, hidden) => page.replace(hidden, ''), text)),
});
