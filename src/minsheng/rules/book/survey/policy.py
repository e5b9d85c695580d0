"""入户调查要问几户邻居、拍几张照片: only figures. The survey form says them as advice, an office enters its own over them."""
