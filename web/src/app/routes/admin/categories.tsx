export { Categories as Component } from '@/features/admin/components/categories';
