export { acceptanceReport } from './acceptance-html.tsx';
