export { MyVideos as Component } from '@/features/library/components/my-videos';
