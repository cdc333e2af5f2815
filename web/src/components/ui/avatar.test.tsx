import { fireEvent, render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { Avatar } from './avatar';

describe('an avatar', () => {
  it('is the first letter of the name where there is no picture', () => {
    const { container } = render(<Avatar name="émile" url={null} />);
    expect(container).toHaveTextContent('é');
  });

  it('is that as well where the picture cannot be loaded, until there is another', () => {
    const { container, rerender } = render(<Avatar name="Ada" url="/gone.webp" />);
    const picture = () => container.querySelector('img');
    fireEvent.error(picture() ?? container);
    expect(container).toHaveTextContent('A');

    rerender(<Avatar name="Ada" url="/new.webp" />);
    expect(picture()).toHaveAttribute('src', '/new.webp');
  });
});
