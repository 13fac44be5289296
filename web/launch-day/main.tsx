/** Launch day on the buyer's own phone: a page of its own, without account, frame or component library. */
import i18next from 'i18next';
import { createRoot } from 'react-dom/client';
import { preferredLanguage } from '../shell/language.ts';
import '../inventory/press.css';
import { DayPage } from './DayPage.tsx';
import './launch-day.css';

const language = preferredLanguage();
const sentences = {
  'zh-CN': () => import('./locales/zh-CN.ts'),
  'zh-TW': () => import('./locales/zh-TW.ts'),
  en: () => import('./locales/en.ts'),
};

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root element');
const token = decodeURIComponent(location.pathname.split('/')[2] ?? '');
document.documentElement.lang = language;
i18next.addResourceBundle(language, 'translation', (await sentences[language]()).default, true, true);
await i18next.changeLanguage(language);
createRoot(root).render(<DayPage token={token} />);
