import { useParams } from 'react-router';

import { DocumentView } from '@/features/documents/components/document-view';

import { NotFound } from './not-found';

export function Component() {
  const { slug = '' } = useParams();
  return <DocumentView key={slug} slug={slug} missing={<NotFound />} />;
}
