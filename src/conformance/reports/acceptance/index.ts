export { acceptanceHtml } from './acceptance-html.tsx';
