import { useParams } from 'react-router';

import { DocumentEditor } from '@/features/admin/components/document-editor';

export function Component() {
  const { slug = '' } = useParams();
  return <DocumentEditor key={slug} slug={slug} />;
}
