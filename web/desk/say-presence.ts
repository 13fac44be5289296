import type { useTranslation } from 'react-i18next';
import type { desk } from '#contract/desk.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { showDone } from '../shell/feedback.tsx';

type Translate = ReturnType<typeof useTranslation>['t'];

/** What a change of presence brought about: make-up turns, messages to pass on, a visitor who was waiting. */
export function sayPresence(answer: ResponseOf<typeof desk.presence>, t: Translate): void {
  const { nextCalled, messages, makeUpsPlaced } = answer;
  const said = [
    makeUpsPlaced.length > 0 ? t('desk.presence.makeUps', { count: makeUpsPlaced.length }) : '',
    ...messages.map(({ caller, contact }) => t('desk.message.callBack', { caller, contact })),
    nextCalled?.server ? t('desk.answer.called', { number: nextCalled.number, name: nextCalled.server.name }) : '',
  ].filter(Boolean);
  showDone(said.length > 0 ? said.join(' · ') : t('desk.presence.changed'));
}
