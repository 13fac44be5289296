import type { PageRoute } from '../shell/pages.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/sign-in',
    title: 'session.signIn.title',
    frame: 'public',
    page: () => import('./SignInPage.tsx').then((page) => page.SignInPage),
  },
  {
    path: '/setup',
    title: 'session.setup.title',
    frame: 'public',
    page: () => import('./SetupPage.tsx').then((page) => page.SetupPage),
  },
  {
    path: '/password',
    title: 'session.password.title',
    frame: 'bare',
    page: () => import('./PasswordPage.tsx').then((page) => page.PasswordPage),
  },
  {
    path: '/account',
    title: 'session.account.title',
    page: () => import('./AccountPage.tsx').then((page) => page.AccountPage),
  },
];
