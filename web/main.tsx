import { createRoot } from 'react-dom/client';
import './shell/shell.css';
import { onReachability } from './shell/api.ts';
import { Application } from './shell/Application.tsx';
import { reportReached } from './shell/events.ts';
import { startI18n } from './shell/i18n.ts';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root element');

onReachability(reportReached);
await startI18n();
createRoot(root).render(<Application />);
