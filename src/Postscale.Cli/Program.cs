Console.WriteLine("postscale");
