/** A notice in few words: how it stands, with whom. */
import { useTranslation } from 'react-i18next';
import type { liaison } from '#contract/liaison.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { StateTag } from '../shell/parts/StateTag.tsx';

export type Note = ResponseOf<typeof liaison.get>;
export type Addressee = Note['addressees'][number];

export function AddresseeTag({ one }: { readonly one: Addressee }) {
  const { t } = useTranslation();
  const tone = one.isLate
    ? 'bad'
    : one.state === 'answered'
      ? 'good'
      : one.state === 'received'
        ? 'neutral'
        : 'waiting';
  return (
    <StateTag tone={tone}>
      {one.department.name} {t(one.isLate ? `liaison.late.${one.state}` : `liaison.state.${one.state}`)}
    </StateTag>
  );
}

export const Addressees = ({ note }: { readonly note: Note }) => (
  <span className="liaison-tags">
    {note.addressees.map((one) => (
      <AddresseeTag key={one.department.id} one={one} />
    ))}
  </span>
);
